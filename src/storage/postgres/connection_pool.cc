#include "storage/postgres/connection_pool.h"

#include "base/try.h"

namespace postroom::storage::postgres {

Result<ConnectionPool::Lent> ConnectionPool::borrow(const ConnectionOptions& store, Purpose purpose,
                                                    Time end) {
  {
    std::unique_lock guard(mutex_);
    Lending& lent = lending(purpose);
    if (!lent.returned.wait_until(guard, end, [&] { return lent.left > 0; })) {
      const char* const who = purpose == Purpose::reading ? "readers" : "writers";
      return Error{Code::busy,
                   std::string("Too many ") + who + " of this database at once" +
                       (store.store.empty() ? "" : " for store " + store.store) + "; try again.",
                   {}};
    }
    --lent.left;
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      connection->serve(store);
      return Lent{std::move(connection), Origin::idle};
    }
  }
  auto opened = replace(store);
  if (opened.ok()) return Lent{std::move(opened).value(), Origin::opened};
  {
    const std::lock_guard guard(mutex_);
    ++lending(purpose).left;
  }
  lending(purpose).returned.notify_one();
  return std::move(opened).error();
}

Result<std::unique_ptr<Connection>> ConnectionPool::replace(const ConnectionOptions& store) {
  TRY_SET(std::unique_ptr<Connection> connection, Connection::open(options_));
  connection->serve(store);
  return connection;
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection, Purpose purpose) {
  const bool lost = !connection || connection->is_lost() || connection->is_demoted();
  if (lost) {
    connection.reset();
    close_idle();
  }
  {
    const std::lock_guard guard(mutex_);
    if (connection) idle_.push_back(std::move(connection));
    ++lending(purpose).left;
  }
  lending(purpose).returned.notify_one();
}

void ConnectionPool::close_idle() {
  std::vector<std::unique_ptr<Connection>> closed;  // it ends last, when nobody has to wait for it
  const std::lock_guard guard(mutex_);
  closed.swap(idle_);
}

}  // namespace postroom::storage::postgres
