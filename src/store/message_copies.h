// Copying messages, inside one job.
#pragma once

#include <postroom/session.h>

#include "store/ledger.h"

namespace postroom::store {

// Copies messages that are in `from` into `to`, each as a new message without status, history or links (rules
// C44, C53), and logs it. Returns the copies in the same order. The folders' counters are the caller's to
// write.
Result<std::vector<MessageId>> copy_into(storage::Transaction& transaction, const Session& session,
                                         const std::vector<storage::MessageRecord>& originals, FolderId from,
                                         FolderId to, FolderLedger& ledger);

}  // namespace postroom::store
