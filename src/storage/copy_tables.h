// The tables of a store beside its messages: those that are copied whole, and the change log.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

// Makes folders, names, links and settings of `to` those of the source, in one commit. Not the settings that
// say what a store is (store_keys.h), but its GUID.
Status copy_small_tables(View& from, Engine& to);
// Code::corrupt, naming the table, if one differs.
Status compare_small_tables(View& from, View& to);

// Brings the entries that the copy lacks, in pages, and drops those that the source has dropped.
Status copy_log(View& from, Engine& to);
Status compare_log(View& from, View& to);

}  // namespace postroom::storage
