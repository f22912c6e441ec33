// The kinds of things a store holds and of what happens to them. The numbers are stored; they never change.
#pragma once

#include <cstdint>

namespace postroom {

enum class FolderKind : std::uint8_t { root = 0, generic = 1, search = 2 };

enum class MessageKind : std::uint8_t { normal = 0, associated = 1 };

// How a version came to be.
enum class SaveKind : std::uint8_t { first = 0, plain = 1, merged = 2, forced = 3, restored = 4, imported = 5 };

enum class ChangeKind : std::uint8_t {
  message_created = 1,
  message_modified = 2,
  message_deleted = 3,    // can be undeleted
  message_undeleted = 4,
  message_removed = 5,    // for good
  message_moved = 6,
  message_copied = 7,     // `messages` are the copies
  read_state_changed = 8,
  status_changed = 9,
  links_changed = 10,     // the conflict copies of a message
  folder_created = 11,
  folder_modified = 12,   // properties, name or counters
  folder_deleted = 13,
  folder_moved = 14,
  search_completed = 15,  // the initial population of a search folder has ended
  folder_copied = 16,     // the folder is the copy; what came with it is told beside it
};

}  // namespace postroom
