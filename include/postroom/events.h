// What happened in a store, told after the commit.
#pragma once

#include <postroom/ids.h>
#include <postroom/kinds.h>

#include <cstdint>
#include <vector>

namespace postroom {

struct Event {
  bool reload = false;  // the receiver fell behind the change log: read everything anew from `position` on
  LogPosition position;
  ChangeKind kind = ChangeKind::message_created;
  FolderId folder;             // where the messages are, or the folder itself
  FolderId old_folder;         // where they were
  std::uint64_t session = 0;   // Session::id of who did it
  std::vector<MessageId> messages;
  std::vector<MessageId> originals;  // of copies: what each of `messages` was made from; empty if the log does not say
};

}  // namespace postroom
