// All messages of a folder at once, associated ones too, inside the job of an operation on the folder.
#pragma once

#include <postroom/session.h>

#include "storage/engine.h"

namespace postroom::store {

// Copies them into another folder; those that are deleted are left out.
Status copy_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId to);

// Makes them deleted and puts them, with those deleted before, into `refuge`, from where they can be
// undeleted when the folder is gone.
Status delete_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId refuge);

// Removes them for good, with those deleted before. Code::no_access, if there are any, for who may not delete
// them.
Status remove_all(storage::Transaction& transaction, const Session& session, FolderId from);

}  // namespace postroom::store
