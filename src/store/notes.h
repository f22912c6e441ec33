// Small texts of programs that use the store, kept as settings.
#pragma once

#include <postroom/store.h>

#include "storage/engine.h"

namespace postroom::store {

// Code::invalid_argument or too_big for what cannot be a note.
Status check_notes(std::span<const NoteChange> changes);

// Inside a job. Code::collision unless every note is what the change says it was.
Status write_notes(storage::Transaction& transaction, std::span<const NoteChange> changes);

}  // namespace postroom::store
