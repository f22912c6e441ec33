#include "support/postgres_proxy.h"

#include "base/try.h"
#include "storage/postgres/address.h"
#include "support/must.h"
#include "support/postgres_server.h"
#include "support/server_process.h"

#include <gtest/gtest.h>

#include <future>

namespace postroom::testing {
namespace {

using storage::postgres::Connection;
using storage::postgres::Scope;
using storage::postgres::Sql;

const Sql kBegin("BEGIN", Scope::session);
const Sql kInsert("INSERT INTO proxied VALUES($1)", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kSeven("SELECT 7::bigint", Scope::session);

class PostgresProxyTest : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Connection>> connect() const {
    return Connection::open(must(storage::postgres::parse_postgres_address(
        proxy_.through(database()), storage::postgres::StoreNeeded::no)));
  }

  // Opens a connection, writes this number and closes.
  Status write(std::int64_t number) const {
    TRY_SET(const auto connection, connect());
    connection->queue(kBegin);
    connection->queue(kInsert, number);
    connection->queue(kCommit);
    return connection->flush();
  }

  static bool is_there(std::int64_t number) {
    return server().run_sql("SELECT count(*) FROM proxied WHERE number = " + std::to_string(number),
                            database()) == "1";
  }

  static PostgresServer& server() { return PostgresServer::shared(); }

  // With the table that write() needs.
  static const std::string& database() {
    static const std::string address = [] {
      std::string made = server().make_database();
      server().run_sql("CREATE TABLE proxied(number bigint)", made);
      return made;
    }();
    return address;
  }

  PostgresProxy proxy_{server().socket_folder()};
};

TEST_F(PostgresProxyTest, passes_everything_and_counts_it) {
  must(write(1));
  EXPECT_TRUE(is_there(1));
  EXPECT_GT(proxy_.steps(), 20U);
  EXPECT_FALSE(proxy_.struck().has_value());
}

TEST_F(PostgresProxyTest, cuts_at_every_message_in_turn_and_knows_where_a_commit_may_have_happened) {
  must(write(2));
  const std::uint64_t steps = proxy_.steps();
  int written = 0, lost = 0;
  for (std::uint64_t at = 1; at <= steps; ++at) {
    const auto fault = at % 2 == 0 ? LineFault::cut : LineFault::truncate;
    proxy_.plan({fault, at});
    const std::int64_t number = 100 + static_cast<std::int64_t>(at);
    if (write(number).ok()) continue;  // it struck the farewell
    const bool is_written = is_there(number);
    ++(is_written ? written : lost);
    EXPECT_TRUE(proxy_.struck()->during_commit || !is_written) << at;
  }
  EXPECT_GT(written, 0);
  EXPECT_GT(lost, 10);
}

TEST_F(PostgresProxyTest, lets_nothing_through_from_a_cut_on_until_it_is_healed) {
  proxy_.plan({LineFault::cut, 5, LineExtent::from_then_on});
  EXPECT_FALSE(write(3).ok());
  EXPECT_FALSE(write(3).ok());
  proxy_.heal();
  EXPECT_TRUE(write(3).ok());
}

TEST_F(PostgresProxyTest, cuts_every_connection_from_then_on) {
  const auto one = must(connect());
  proxy_.plan({LineFault::cut, 5, LineExtent::from_then_on});
  EXPECT_FALSE(write(4).ok());
  proxy_.heal();
  EXPECT_FALSE(one->query(kSeven).ok());
}

TEST_F(PostgresProxyTest, holds_a_message_until_it_is_told) {
  const auto connection = must(connect());
  proxy_.plan({LineFault::hold, 2, LineExtent::once, std::chrono::hours(1)});
  auto answer = std::async(std::launch::async, [&] { return connection->number(kSeven); });
  EXPECT_TRUE(wait_until(std::chrono::seconds(60), [&] { return proxy_.struck().has_value(); }));
  EXPECT_EQ(answer.wait_for(std::chrono::milliseconds(0)), std::future_status::timeout);
  proxy_.release();
  EXPECT_EQ(must(answer.get()), 7);
}

TEST_F(PostgresProxyTest, holds_a_message_for_a_while) {
  const auto connection = must(connect());
  proxy_.plan({LineFault::hold, 2, LineExtent::once, std::chrono::milliseconds(50)});
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(must(connection->number(kSeven)), 7);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
}

}  // namespace
}  // namespace postroom::testing
