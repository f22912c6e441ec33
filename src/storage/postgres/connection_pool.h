// The connections of this process to one database, for all its stores: kept open between uses, and the one
// that was used last is lent first, as the server's side of it is warm.
#pragma once

#include "storage/postgres/connection.h"

#include <condition_variable>
#include <mutex>

namespace postroom::storage::postgres {

// How many are lent at once for each purpose; further callers wait for one. Apart from one another, so that
// who writes while he holds a view waits for other writers alone.
inline constexpr std::size_t kMaxReaders = 16;
inline constexpr std::size_t kMaxWriters = 8;

enum class Purpose { reading, writing };

// Used by any number of threads; outlives what it lends.
class ConnectionPool {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Origin { idle, opened };
  struct Lent {
    std::unique_ptr<Connection> connection;
    Origin origin;
  };

  // What in them is of a store alone is not looked at.
  explicit ConnectionPool(ConnectionOptions options) : options_(std::move(options)) {}

  // One that serves this store. Code::busy when all are in use for that purpose until `end`.
  Result<Lent> borrow(const ConnectionOptions& store, Purpose purpose, Time end);
  // One more for who has lost his.
  Result<std::unique_ptr<Connection>> replace(const ConnectionOptions& store);
  // Of a lost one, or null, the others are closed as well: they will have been lost with it.
  void give_back(std::unique_ptr<Connection> connection, Purpose purpose);
  void close_idle();

 private:
  struct Lending {
    explicit Lending(std::size_t limit) : left(limit) {}
    std::size_t left;
    std::condition_variable returned;
  };
  Lending& lending(Purpose purpose) { return purpose == Purpose::reading ? reading_ : writing_; }

  const ConnectionOptions options_;
  std::mutex mutex_;
  Lending reading_{kMaxReaders}, writing_{kMaxWriters};
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace postroom::storage::postgres
