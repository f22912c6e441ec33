// The reading of one store: on connections of the process's pool, and views on them.
#pragma once

#include "storage/engine.h"
#include "storage/postgres/connection_pool.h"

namespace postroom::storage::postgres {

// Used by any number of threads; outlives what it lends.
class ReaderPool {
 public:
  ReaderPool(ConnectionOptions options, std::shared_ptr<ConnectionPool> connections)
      : options_(std::move(options)), connections_(std::move(connections)) {}

  // How many readings are to see the same moment. One by itself needs no transaction.
  enum class Readings { one, several };

  // A connection that sees one moment of the store, from its first reading on; its end gives it back.
  class Lease {
   public:
    Lease(ReaderPool& pool, ConnectionPool::Lent lent, Readings readings);
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    // For a first reading that failed. True if that was because the connection had been lost while it lay
    // idle (the server was started anew): then there is another now, once.
    bool replace_lost();

   private:
    void begin();

    ReaderPool* pool_;
    std::unique_ptr<Connection> connection_;
    ConnectionPool::Origin origin_;
    Readings readings_;
  };

  // Code::busy when all are in use for as long as the options' patience.
  Result<Lease> borrow(Readings readings = Readings::several);
  Result<std::unique_ptr<View>> view();

  // What `look` gives for a Connection that sees one moment; it may be called twice.
  template <class Look>
  auto read(Look look, Readings readings = Readings::several) -> decltype(look(std::declval<Connection&>())) {
    Result<Lease> lease = borrow(readings);
    if (!lease.ok()) return std::move(lease).error();
    auto result = look(**lease);
    if (!result.ok() && lease->replace_lost()) return look(**lease);
    return result;
  }

 private:
  const ConnectionOptions options_;
  const std::shared_ptr<ConnectionPool> connections_;
};

}  // namespace postroom::storage::postgres
