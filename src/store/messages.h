// Bulk work on messages inside one job, for the operations on folders and messages.
#pragma once

#include "storage/engine.h"

#include <postroom/session.h>

namespace postroom::store {

// Copies the current version of a message into a folder, as a message of its own with the source's search key
// (rules C44, C53: neither status nor history nor links come along). Counters and log are the caller's.
Result<storage::MessageRecord> copy_message(storage::Transaction& transaction, const Session& session,
                                            const storage::MessageRecord& from, FolderId to);

// All messages of a folder, associated ones too, copied into another.
Status copy_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId to);

// Makes all messages of a folder deleted and puts them, with those deleted before, into `refuge`, from where they can
// be undeleted when the folder is gone.
Status delete_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId refuge);

}  // namespace postroom::store
