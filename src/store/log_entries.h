// What the domain reads out of entries of the change log, beyond the fields of a record. Pure.
#pragma once

#include <postroom/events.h>

#include <span>

#include "storage/records.h"

namespace postroom::store {

// Of copies of messages that say what each was made from: the copies, then as many originals, in the same
// order. In the log this is a kind of its own, for entries of ChangeKind::message_copied name the copies
// alone (docs/schema.md). Whoever reads events gets both as message_copied.
inline constexpr auto kCopiesWithOriginals = static_cast<ChangeKind>(17);

// An entry for copies in `to`, made from `originals` in `from`; both in the same order.
storage::LogRecord copies_entry(FolderId to, FolderId from, std::uint64_t session,
                                const std::vector<MessageId>& copies,
                                const std::vector<MessageId>& originals);

// The messages that an entry says something has happened to: of copies not the originals.
std::span<const MessageId> changed_messages(const storage::LogRecord& entry);

Event to_event(storage::LogRecord entry);

}  // namespace postroom::store
