// Readings of current messages for many threads, whatever store of the database each is in: those that come
// while enough others are under way go to the server together, on one connection and in one round trip.
#pragma once

#include "storage/engine.h"
#include "storage/postgres/connection_pool.h"
#include "storage/postgres/view.h"

#include <deque>

namespace postroom::storage::postgres {

inline constexpr std::size_t kMaxReadTogether = 32;

// Used by any number of threads.
class CurrentReader {
 public:
  explicit CurrentReader(std::shared_ptr<ConnectionPool> connections);

  // As Engine::current(). Code::busy if the server has not answered within the store's patience.
  Result<std::optional<CurrentMessage>> current(const ConnectionOptions& store, MessageId id);

 private:
  // Of one thread, which waits for it.
  struct Reading {
    const ConnectionOptions& store;
    const MessageId id;
    CurrentRows rows = {};
    Status outcome = ok_status();
    bool is_taken = false;  // into a group
    bool is_done = false;
    bool had_company = false;
    std::condition_variable is_next = {};  // or done
  };
  using Readings = std::vector<Reading*>;

  bool wait_and_read(Reading& mine, ConnectionPool::Time end);
  void read_waiting(std::unique_lock<std::mutex>& guard);
  Status read_together(const Readings& readings) const;
  void wake_first();

  const std::shared_ptr<ConnectionPool> connections_;
  const std::size_t most_under_way_;
  std::mutex mutex_;
  std::size_t under_way_ = 0;     // groups that are being read
  std::deque<Reading*> waiting_;  // the first is told when it may read
};

}  // namespace postroom::storage::postgres
