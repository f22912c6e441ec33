// Views on connections that are kept between uses.
#include "storage/postgres/reader_pool.h"

#include <condition_variable>
#include <thread>

#include "storage/postgres/large_values.h"
#include "storage/postgres/test_named_connections.h"

namespace postroom::storage::postgres {
namespace {

class ReaderPoolTest : public NamedConnectionsTest {
 protected:
  void set_last_id(int value) const {
    run_sql("UPDATE postroom.store SET last_id = " + std::to_string(value) + " WHERE store_id = " + id());
  }
  static std::int64_t last_id(View& view) { return must(view.counters()).last_id; }
  ReaderPool& pool() { return pool_; }

 private:
  ReaderPool pool_{named(), std::make_shared<ConnectionPool>(named())};
};

TEST_F(ReaderPoolTest, a_view_stays_at_the_moment_of_its_first_reading) {
  set_last_id(1);
  const auto view = must(pool().view());
  EXPECT_EQ(last_id(*view), 1);
  set_last_id(2);
  EXPECT_EQ(last_id(*view), 1);
  EXPECT_EQ(last_id(*must(pool().view())), 2);
}

TEST_F(ReaderPoolTest, a_connection_is_used_again_with_a_new_moment) {
  for (const int value : {1, 2, 3}) {
    set_last_id(value);
    EXPECT_EQ(last_id(*must(pool().view())), value);
  }
  EXPECT_EQ(count_open(), "1");
}

TEST_F(ReaderPoolTest, a_connection_whose_server_takes_no_writes_any_more_is_not_used_again) {
  static const Sql process("SELECT pg_backend_pid()::bigint", Scope::session);
  static const Sql take_no_more("SET default_transaction_read_only = on", Scope::session);
  const auto ask = [](Connection& connection) { return connection.number(process); };
  const std::int64_t first = must(pool().read(ask));
  EXPECT_EQ(must(pool().read(ask)), first);
  const auto demote = [](Connection& connection) { return connection.query(take_no_more); };
  must(pool().read(demote, ReaderPool::Readings::one));
  EXPECT_NE(must(pool().read(ask)), first);
  EXPECT_EQ(last_id(*must(pool().view())), 0);
}

TEST_F(ReaderPoolTest, views_that_read_nothing_harm_none) {
  must(pool().view());
  must(pool().view());
  EXPECT_EQ(last_id(*must(pool().view())), 0);
}

TEST_F(ReaderPoolTest, nothing_stays_open_on_the_server_between_views) {
  EXPECT_EQ(last_id(*must(pool().view())), 0);
  const std::string left =
      "SELECT count(*) FROM pg_stat_activity WHERE xact_start IS NOT NULL"
      " AND application_name = 'p" +
      id() + "'";
  while (run_sql(left) != "0") std::this_thread::yield();
}

TEST_F(ReaderPoolTest, after_a_restart_of_the_server_the_next_reading_works) {
  {
    const auto first = must(pool().view()), second = must(pool().view());
    EXPECT_EQ(last_id(*first) + last_id(*second), 0);
  }
  terminate_all();
  set_last_id(5);
  EXPECT_EQ(last_id(*must(pool().view())), 5);
  terminate_all();
  const ContentHash hash{1};
  const auto found = pool().read([&](Connection& connection) { return find_large_value(connection, hash); });
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(*found);
  EXPECT_EQ(count_open(), "1") << "the other one was lost too and is not kept";
}

TEST_F(ReaderPoolTest, a_view_that_has_read_does_not_change_its_moment_when_its_connection_is_lost) {
  EXPECT_EQ(last_id(*must(pool().view())), 0);
  const auto view = must(pool().view());
  EXPECT_EQ(last_id(*view), 0);
  terminate_all();
  EXPECT_EQ(code_of(view->counters()), Code::io_error);
  EXPECT_EQ(code_of(view->counters()), Code::io_error);
}

TEST_F(ReaderPoolTest, a_lost_connection_is_not_given_back) {
  {
    const auto view = must(pool().view());
    EXPECT_EQ(last_id(*view), 0);
    terminate_all();
    EXPECT_FALSE(view->counters().ok());
  }
  EXPECT_EQ(last_id(*must(pool().view())), 0);
}

TEST_F(ReaderPoolTest, a_store_that_is_not_there_is_not_found) {
  run_sql("DELETE FROM postroom.store WHERE store_id = " + id());
  EXPECT_EQ(code_of(must(pool().view())->counters()), Code::not_found);
}

TEST_F(ReaderPoolTest, who_finds_all_connections_in_use_waits_for_one) {
  std::vector<std::unique_ptr<View>> views;
  for (std::size_t i = 0; i < kMaxReaders; ++i)
    EXPECT_EQ(last_id(*views.emplace_back(must(pool().view()))), 0);
  std::thread waiting([&] { EXPECT_EQ(last_id(*must(pool().view())), 0); });
  views.pop_back();
  waiting.join();
  EXPECT_EQ(count_open(), std::to_string(kMaxReaders));
}

TEST_F(ReaderPoolTest, waiting_for_a_connection_ends_with_the_patience) {
  ConnectionOptions hasty = options();
  hasty.patience = std::chrono::milliseconds(10);
  ReaderPool small(hasty, std::make_shared<ConnectionPool>(hasty));
  std::vector<std::unique_ptr<View>> views;
  for (std::size_t i = 0; i < kMaxReaders; ++i) views.push_back(must(small.view()));
  EXPECT_EQ(code_of(small.view()), Code::busy);
}

}  // namespace
}  // namespace postroom::storage::postgres
