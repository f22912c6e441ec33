// A store with something of everything, and what is looked at in its copies.
#pragma once

#include "storage/conformance_samples.h"
#include "storage/conformance_snapshot.h"

namespace postroom::storage {

// Fills an empty engine: folders, messages of every kind with histories, large values (shared ones, an empty
// one), names, links, settings, a log that begins late. As many messages as asked for.
void fill_store(Engine& engine, int messages);

// A small change of its own kind for every number: saves, read flags, moves, removals, new messages, folders,
// names, links, settings, trimmed logs and history; all but one kind in the log, as src/store does it.
void change_store(Engine& engine, int number);

// Everything, with the settings that a copy has to keep.
Snapshot snapshot_of(Engine& engine);

// Empty if the copy is equal in every record, large values included.
std::string differences(Engine& from, Engine& to);

}  // namespace postroom::storage
