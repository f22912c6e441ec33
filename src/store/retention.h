// Which versions of a message its history still needs. Pure, but for the two functions that read and write settings.
#pragma once

#include <postroom/store.h>

#include "storage/engine.h"

namespace postroom::store {

// The history as listed, newest first: saves of one session within a minute of the first of them are one entry, except a
// version that someone else's save, a forced save or a restore displaced. `versions` come oldest first. A later save
// never changes what was listed before the newest entry.
std::vector<HistoryEntry> fold(const std::vector<storage::VersionInfo>& versions);

// The same with an entry for every version.
std::vector<HistoryEntry> unfolded(const std::vector<storage::VersionInfo>& versions);

// The versions that retention drops, oldest first; never the newest. `versions` come oldest first.
std::vector<storage::VersionInfo> to_prune(const std::vector<storage::VersionInfo>& versions,
                                           const Retention& retention, FileTime now);

// Whether to_prune() may drop any of a message's versions, as far as its row tells: reading them all is spared while it
// cannot. (Where the clock was set back since the message was made, their age is noticed later.)
bool may_need_pruning(const storage::MessageRecord& record, const Retention& retention, FileTime now);

// Whether a save that leaves this message with so much history should look for versions to drop.
bool is_pruning_due(const storage::MessageRecord& record);

// Drops them, and counts them off the record. Returns how many.
Result<std::int64_t> prune(storage::Transaction& transaction, storage::MessageRecord& record,
                           const Retention& retention, FileTime now);

// Code::invalid_argument unless at least one version is kept and nothing is negative.
Status check_retention(const Retention& retention);
Result<Retention> read_retention(storage::View& view);
Status write_retention(storage::Transaction& transaction, const Retention& retention);

}  // namespace postroom::store
