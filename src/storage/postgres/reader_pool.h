// The reading connections, kept open between uses, and views on them.
#pragma once

#include "storage/engine.h"
#include "storage/postgres/connection.h"

#include <condition_variable>
#include <mutex>

namespace postroom::storage::postgres {

inline constexpr std::size_t kMaxReaders = 8;  // connections of one engine; further callers wait for one

// Used by any number of threads; outlives what it lends.
class ReaderPool {
 public:
  explicit ReaderPool(ConnectionOptions options) : options_(std::move(options)) {}

  // How many readings are to see the same moment. One by itself needs no transaction.
  enum class Readings { one, several };

  // A connection that sees one moment of the store, from its first reading on; its end gives it back.
  class Lease {
   public:
    enum class Origin { idle, opened };

    Lease(ReaderPool& pool, std::unique_ptr<Connection> connection, Origin origin, Readings readings);
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    // For a first reading that failed. True if that was because the connection had been lost while it lay
    // idle (the server was started anew): then there is another now, once.
    bool replace_lost();

   private:
    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
    Origin origin_;
    Readings readings_;
  };

  // Code::busy when all are in use for as long as the options' patience.
  Result<Lease> borrow(Readings readings = Readings::several);
  Result<std::unique_ptr<View>> view();
  void close_idle();

  // What `read` gives for a Connection that sees one moment; it may be called twice.
  template <class Read>
  auto read(Read read, Readings readings = Readings::several) -> decltype(read(std::declval<Connection&>())) {
    Result<Lease> lease = borrow(readings);
    if (!lease.ok()) return std::move(lease).error();
    auto result = read(**lease);
    if (!result.ok() && lease->replace_lost()) return read(**lease);
    return result;
  }

 private:
  void give_back(std::unique_ptr<Connection> connection);

  const ConnectionOptions options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t open_ = 0;  // idle or lent
};

}  // namespace postroom::storage::postgres
