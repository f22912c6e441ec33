// What happens in a store, as MAPI tells it: which event, of which object, to whom ("Handling message store
// notification" in the Outlook MAPI reference; section 5 of the requirements, row 115). No interfaces here;
// what is told becomes structures in notification_batch.h.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/entry_id.h>
#include <postroom/store.h>

#include <optional>
#include <variant>
#include <vector>

namespace postroom::mapi {

using ObjectId = std::variant<StoreTarget, FolderId, MessageId>;

// An event, and what the change log does not say of the folders in it.
struct HeardEvent {
  Event event;
  std::optional<FolderId> parent;         // of a folder that was moved or copied: where it is now
  std::optional<FolderId> old_parent;     // of the folder that it is a copy of
  std::vector<FolderId> changed_parents;  // whose PR_SUBFOLDERS is not what it was
};

// Looks at the folders as they are now; what is not there any more stays unknown.
HeardEvent look_around(Store& store, const Session& session, Event event);

// What an OBJECT_NOTIFICATION says.
struct ObjectChange {
  ULONG event_type = 0;  // fnev…
  ObjectId object;
  std::optional<FolderId> parent;
  std::optional<ObjectId> old_object;  // of moves and copies, as the next
  std::optional<FolderId> old_parent;
  // Who hears of it besides the sinks for the whole store: those for this object.
  std::optional<ObjectId> source;
};

// What an event says, in order, one change for each object; a reload says nothing of any.
// Choices where the reference leaves them:
// - Read flag, PR_MSG_STATUS and links to conflict copies: fnevObjectModified of the message.
// - A message that is undeleted is fnevObjectCreated again. One that goes for good is fnevObjectDeleted, also
// where it
//   had been deleted before.
// - Counters of a folder come as events of their own (ChangeKind::folder_modified), so that nothing is added
// for them.
// - A copy's source is what it was made from, also for folders; nothing is told of what is in a copied
// folder.
std::size_t count_changes(const HeardEvent& heard);
ObjectChange change_at(const HeardEvent& heard, std::size_t index);

// The events and the object that somebody asked for (IMsgStore::Advise); none: everything in the store.
struct Interest {
  ULONG event_mask = 0;
  std::optional<ObjectId> object;
};
bool concerns(const ObjectChange& change, const Interest& interest);
bool concerns_any(const HeardEvent& heard, const Interest& interest);

// Instead of what nobody knows any more, because the reader fell behind the change log or the sink behind the
// events: fnevObjectModified of the object, or of the store. Nothing for an interest without that event.
std::optional<ObjectChange> reload_for(const Interest& interest);

}  // namespace postroom::mapi
