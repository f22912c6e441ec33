#include "store/log_entries.h"

namespace postroom::store {
namespace {

// Half of what such an entry names is copies. One with an odd number of messages is damaged, and names only
// messages that somebody had better look at.
bool has_originals(const storage::LogRecord& entry) {
  return entry.kind == kCopiesWithOriginals && entry.messages.size() % 2 == 0;
}

}  // namespace

storage::LogRecord copies_entry(FolderId to, FolderId from, std::uint64_t session,
                                const std::vector<MessageId>& copies,
                                const std::vector<MessageId>& originals) {
  storage::LogRecord entry{{}, kCopiesWithOriginals, to, from, session, copies};
  entry.messages.insert(entry.messages.end(), originals.begin(), originals.end());
  return entry;
}

std::span<const MessageId> changed_messages(const storage::LogRecord& entry) {
  const std::span<const MessageId> all = entry.messages;
  return has_originals(entry) ? all.first(all.size() / 2) : all;
}

Event to_event(storage::LogRecord entry) {
  Event event;
  event.position = entry.position;
  event.kind = entry.kind == kCopiesWithOriginals ? ChangeKind::message_copied : entry.kind;
  event.folder = entry.folder;
  event.old_folder = entry.old_folder;
  event.session = entry.session;
  const auto copies = static_cast<std::ptrdiff_t>(changed_messages(entry).size());
  event.originals.assign(entry.messages.begin() + copies, entry.messages.end());
  event.messages = std::move(entry.messages);
  event.messages.resize(static_cast<std::size_t>(copies));
  return event;
}

}  // namespace postroom::store
