#include "support/postgres_server.h"

#include "storage/postgres/postgres_engine.h"
#include "support/must.h"
#include "support/unix_socket.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace postroom::testing {
namespace {

// One for the tests that stop it; each leaves it running.
PostgresServer& own_server() {
  static PostgresServer server;
  return server;
}

TEST(PostgresServerTest, has_the_tables_of_postroom) {
  const storage::PostgresStatus status =
      must(storage::postgres_status(PostgresServer::shared().database_address()));
  EXPECT_GT(status.version, 0);
  EXPECT_EQ(status.version, status.newest);
}

TEST(PostgresServerTest, makes_a_database_without_tables) {
  const std::string address = PostgresServer::shared().make_database();
  EXPECT_EQ(must(storage::postgres_status(address)).version, 0);
  EXPECT_NE(PostgresServer::shared().make_database(), address);
}

TEST(PostgresServerTest, tells_the_stores_of_names_that_need_care_in_an_address) {
  PostgresServer& server = PostgresServer::shared();
  EXPECT_NE(server.address("a&b"), server.address("a%b"));
  EXPECT_EQ(server.address("Füße & co"), server.address("Füße & co"));
  EXPECT_EQ(server.address("a&b").find("a&b"), std::string::npos);
}

TEST(PostgresServerTest, runs_sql) {
  EXPECT_EQ(PostgresServer::shared().run_sql("SELECT 1, 'a' UNION ALL SELECT 2, 'b'"), "1|a\n2|b");
  EXPECT_THROW(PostgresServer::shared().run_sql("SELECT nothing"), std::runtime_error);
}

TEST(PostgresServerTest, keeps_what_it_stored_over_a_restart_and_over_a_crash) {
  PostgresServer& server = own_server();
  server.run_sql("CREATE TABLE kept(number int)");
  server.run_sql("INSERT INTO kept VALUES(1)");
  server.restart();
  server.run_sql("INSERT INTO kept VALUES(2)");
  server.restart(PostgresServer::Stop::crash);
  EXPECT_EQ(server.run_sql("SELECT string_agg(number::text, ' ' ORDER BY number) FROM kept"), "1 2");
}

TEST(PostgresServerTest, cannot_be_reached_while_it_is_stopped) {
  PostgresServer& server = own_server();
  server.stop();
  EXPECT_FALSE(storage::postgres_status(server.database_address()).ok());
  server.start();
  EXPECT_TRUE(storage::postgres_status(server.database_address()).ok());
}

TEST(PostgresServerTest, has_a_replica_that_is_read_from_and_takes_its_place) {
  PostgresServer primary;
  const PostgresServer replica(PostgresServer::ReplicaOf{primary});
  primary.run_sql("CREATE TABLE kept(number int)");
  EXPECT_EQ(replica.run_sql("SELECT count(*) FROM kept"), "0") << "before it was acknowledged";
  EXPECT_THROW(replica.run_sql("INSERT INTO kept VALUES(1)"), std::runtime_error);
  primary.stop(PostgresServer::Stop::crash);
  replica.promote();
  replica.run_sql("INSERT INTO kept VALUES(1)");
  const std::string either = primary.address("x", replica);
  EXPECT_GT(must(storage::postgres_status(either)).version, 0);
}

TEST(PostgresServerTest, leaves_nothing_behind) {
  std::string folder;
  {
    const PostgresServer server(Syncs::on);
    folder = server.socket_folder();
    EXPECT_TRUE(can_connect(folder + "/.s.PGSQL.5432"));
    EXPECT_EQ(server.run_sql("SHOW fsync"), "on");
  }
  EXPECT_FALSE(std::filesystem::exists(folder));
}

}  // namespace
}  // namespace postroom::testing
