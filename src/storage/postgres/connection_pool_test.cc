#include "storage/postgres/connection_pool.h"

#include <thread>

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

using Time = ConnectionPool::Time;

class ConnectionPoolTest : public StoreTest {
 protected:
  static Time now() { return std::chrono::steady_clock::now(); }
  static Time soon() { return now() + std::chrono::seconds(20); }
  std::unique_ptr<Connection> borrow(Purpose purpose = Purpose::reading) {
    return std::move(must(connections()->borrow(options(), purpose, soon())).connection);
  }
  std::int64_t process(Connection& connection) {
    static const Sql sql("SELECT pg_backend_pid()::bigint", Scope::session);
    return must(connection.number(sql));
  }
};

TEST_F(ConnectionPoolTest, lends_first_what_was_used_last_whatever_for) {
  auto first = borrow(), second = borrow(Purpose::writing);
  const std::int64_t last = process(*second);
  connections()->give_back(std::move(first), Purpose::reading);
  connections()->give_back(std::move(second), Purpose::writing);
  auto again = borrow();
  EXPECT_EQ(process(*again), last);
  connections()->give_back(std::move(again), Purpose::reading);
}

TEST_F(ConnectionPoolTest, a_connection_serves_the_store_that_it_was_borrowed_for) {
  connections()->give_back(borrow(), Purpose::reading);
  ConnectionOptions other = options();
  other.store = "other";
  other.store_id = 1;
  auto lent = must(connections()->borrow(other, Purpose::reading, soon()));
  EXPECT_EQ(lent.origin, ConnectionPool::Origin::idle);
  static const Sql rows("SELECT count(*) FROM postroom.store WHERE store_id = $1");
  EXPECT_EQ(must(lent.connection->number(rows)), 0);
  EXPECT_EQ(lent.connection->where().substr(0, 15), "store other at ");
  connections()->give_back(std::move(lent.connection), Purpose::reading);
  auto own = borrow();
  EXPECT_EQ(must(own->number(rows)), 1);
  connections()->give_back(std::move(own), Purpose::reading);
}

TEST_F(ConnectionPoolTest, readers_leave_room_for_writers) {
  std::vector<std::unique_ptr<Connection>> reading;
  for (std::size_t i = 0; i < kMaxReaders; ++i) reading.push_back(borrow());
  EXPECT_EQ(code_of(connections()->borrow(options(), Purpose::reading, now())), Code::busy);
  auto writing = borrow(Purpose::writing);
  connections()->give_back(std::move(writing), Purpose::writing);
  std::thread waiting([&] { connections()->give_back(borrow(), Purpose::reading); });
  connections()->give_back(std::move(reading.back()), Purpose::reading);
  reading.pop_back();
  waiting.join();
  for (auto& each : reading) connections()->give_back(std::move(each), Purpose::reading);
}

TEST_F(ConnectionPoolTest, a_lost_connection_takes_the_idle_ones_with_it) {
  auto first = borrow(), second = borrow();
  connections()->give_back(std::move(first), Purpose::reading);
  terminate(*second);
  static const Sql one("SELECT 1::bigint", Scope::session);
  EXPECT_FALSE(second->number(one).ok());
  connections()->give_back(std::move(second), Purpose::reading);
  auto lent = must(connections()->borrow(options(), Purpose::reading, soon()));
  EXPECT_EQ(lent.origin, ConnectionPool::Origin::opened);
  connections()->give_back(std::move(lent.connection), Purpose::reading);
}

TEST_F(ConnectionPoolTest, who_cannot_connect_takes_no_place) {
  ConnectionOptions nowhere = options();
  nowhere.address = "postgresql://?host=/nowhere";
  ConnectionPool pool(nowhere);
  for (std::size_t i = 0; i <= kMaxWriters; ++i)
    EXPECT_EQ(code_of(pool.borrow(nowhere, Purpose::writing, now())), Code::io_error);
}

}  // namespace
}  // namespace postroom::storage::postgres
