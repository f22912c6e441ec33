#include "server/list_changes.h"

#include "base/try.h"

namespace postroom::server {
namespace {

constexpr std::size_t kEventsAtOnce = 1000;

// Whether the messages were not in the list before this.
bool makes_come(const Event& event, FolderId folder, bool deleted) {
  switch (event.kind) {
    case ChangeKind::message_created:
    case ChangeKind::message_copied:
    case ChangeKind::message_undeleted:
      return !deleted;
    case ChangeKind::message_deleted:
      return deleted;
    case ChangeKind::message_moved:  // inside the scope of a search folder nothing comes by it
      return event.folder == folder;
    default:
      return false;
  }
}

}  // namespace

Result<ListChanges> list_changes(Store& store, const Session& session, FolderId folder, bool deleted,
                                 LogPosition after, std::size_t most) {
  ListChanges changes;
  std::unordered_set<MessageId> touched;
  for (;;) {
    TRY_SET(const std::vector<Event> events, store.events_after(session, after, kEventsAtOnce));
    for (const Event& event : events) {
      if (event.reload) changes.is_complete = false;
      for (const MessageId id : event.messages) {
        if (touched.insert(id).second) changes.touched.push_back(id);
        if (makes_come(event, folder, deleted)) changes.came.insert(id);
      }
      after = event.position;
    }
    if (touched.size() > most) changes.is_complete = false;
    if (events.empty() || !changes.is_complete) return changes;
  }
}

}  // namespace postroom::server
