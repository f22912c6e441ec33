// Where messages are and at which version, for as long as nobody commits: a client that has a message asks again and
// again whether it still is the newest, and SQLite's own way to that answer takes three calls of the system.
#pragma once

#include <mutex>
#include <unordered_map>

#include "storage/engine.h"
#include "storage/sqlite/log_state.h"

namespace postroom::storage {

// Thread-safe.
class PlaceCache {
 public:
  // Nothing: not known as of that state.
  std::optional<MessagePlace> find(const LogState& now, MessageId id);
  // `place` was read while the log was in that state all the time.
  void put(const LogState& when, MessageId id, const MessagePlace& place);

  static constexpr std::size_t kMax = 1024;              // then all go
  static constexpr std::size_t kMaxPropertyBytes = 1024;  // of a folder; one with more is read each time

 private:
  std::mutex mutex_;
  LogState state_;
  std::unordered_map<MessageId, MessagePlace> places_;  // as of that state
};

}  // namespace postroom::storage
