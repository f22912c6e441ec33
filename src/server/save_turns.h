// Who saves a message without having seen a version of it waits for the others that do the same, so that each
// of many at once gets to its end: what they race against then is only who has seen a version, and other
// servers.
#pragma once

#include <postroom/ids.h>

#include <array>
#include <functional>
#include <mutex>
#include <string>

namespace postroom::server {

// Thread-safe.
class SaveTurns {
 public:
  // Held until the save is done. Nobody takes a second one meanwhile.
  std::unique_lock<std::mutex> take(const std::string& store, MessageId message) {
    const std::size_t which = std::hash<std::string>()(store) ^ std::hash<MessageId>()(message);
    return std::unique_lock(turns_[which % turns_.size()]);
  }

 private:
  std::array<std::mutex, 256> turns_;  // messages share them
};

}  // namespace postroom::server
