// What creating and opening answer to databases that are not as they should be.
#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/test_store.h"
#include "support/postgres_proxy.h"

namespace postroom::storage::postgres {
namespace {

using postroom::testing::LineExtent;
using postroom::testing::LineFault;
using postroom::testing::PostgresProxy;

class OpeningTest : public StoreTest {
 protected:
  static Result<std::unique_ptr<Engine>> open(const std::string& at = address()) {
    return open_postgres_engine(at, PostgresMode::read_write);
  }
  using StoreTest::address;
  // Of many stores on the server of the tests.
  static std::string address(std::uint64_t number) { return StoreTest::address() + std::to_string(number); }
  bool is_made(std::uint64_t number) const {
    const std::string id = std::to_string(store_id_of(options().store + std::to_string(number)));
    return run_sql("SELECT count(*) FROM postroom.store WHERE store_id = " + id) == "1";
  }
  // The address of another database, with a store.
  static std::string in(const std::string& database) {
    return database + (database.find('?') == std::string::npos ? "?" : "&") + "store=mail";
  }
};

TEST_F(OpeningTest, a_store_that_is_not_there_is_not_found_and_not_made) {
  run_sql("DELETE FROM postroom.store WHERE store_id = " + id());
  EXPECT_EQ(code_of(open()), Code::not_found);
  EXPECT_EQ(count("store"), "0");
}

TEST_F(OpeningTest, a_store_is_made_once) {
  run_sql("DELETE FROM postroom.store WHERE store_id = " + id());
  must(create_postgres_engine(address()));
  EXPECT_EQ(code_of(create_postgres_engine(address())), Code::collision);
  EXPECT_EQ(count("store"), "1");
  EXPECT_FALSE(must(open())->is_read_only());
}

TEST_F(OpeningTest, a_store_is_made_once_wherever_the_line_breaks) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  for (std::uint64_t at = 1;; ++at) {
    proxy.plan({.fault = LineFault::cut, .at = at});
    const auto created = create_postgres_engine(proxy.through(address(at)));
    if (!proxy.struck()) break;
    EXPECT_NE(code_of(created), Code::outcome_unknown) << at;
    EXPECT_EQ(is_made(at), created.ok()) << at;
  }
}

TEST_F(OpeningTest, whether_a_store_was_made_is_unknown_where_the_server_stays_away) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  int unknown = 0;
  for (std::uint64_t at = 1;; ++at) {
    proxy.plan({.fault = LineFault::cut, .at = at, .extent = LineExtent::from_then_on});
    const auto created = create_postgres_engine(proxy.through(address(at)) + "&patience=30");
    if (!proxy.struck()) break;
    if (code_of(created) == Code::outcome_unknown) {
      ++unknown;
      continue;
    }
    EXPECT_EQ(is_made(at), created.ok()) << at;
  }
  EXPECT_GT(unknown, 0);
}

// Two names with the same number are too rare to be found: the row is given another name instead.
TEST_F(OpeningTest, a_store_with_the_same_number_and_another_name_is_left_alone) {
  run_sql("UPDATE postroom.store SET name = 'somebody else' WHERE store_id = " + id());
  EXPECT_EQ(code_of(open()), Code::not_found);
  const auto created = create_postgres_engine(address());
  ASSERT_EQ(code_of(created), Code::collision);
  EXPECT_NE(created.error().message.find("somebody else"), std::string::npos);
}

TEST_F(OpeningTest, a_database_that_takes_no_writes_is_opened_for_reading) {
  const auto engine = must(open(address() + "&options=-cdefault_transaction_read_only%3Don"));
  EXPECT_TRUE(engine->is_read_only());
  EXPECT_EQ(must(must(engine->view())->counters()).last_id, 0);
  const auto write = [](Transaction& transaction) { return transaction.put_setting("k", "v"); };
  EXPECT_EQ(code_of(commit_and_wait(*engine, write)), Code::read_only);
  EXPECT_EQ(code_of(engine->write_large()), Code::read_only);
}

TEST_F(OpeningTest, a_backup_needs_an_engine_to_be_written_with) {
  EXPECT_EQ(code_of(must(open())->backup("/nowhere/backup.postroom", {})), Code::not_supported);
}

TEST_F(OpeningTest, a_server_that_is_not_there_is_named) {
  const auto opened = open("postgresql:///mail?host=/nowhere&store=mail");
  ASSERT_EQ(code_of(opened), Code::io_error);
  EXPECT_NE(opened.error().message.find("/nowhere"), std::string::npos);
}

TEST_F(OpeningTest, a_database_is_made_ready_once_and_says_what_it_is) {
  const std::string database = PostgresServer::shared().make_database();
  EXPECT_EQ(must(postgres_status(database)).version, 0);
  EXPECT_EQ(code_of(open(in(database))), Code::not_a_store);
  EXPECT_EQ(code_of(create_postgres_engine(in(database))), Code::not_a_store);
  EXPECT_EQ(code_of(upgrade_postgres_tables(database)), Code::not_a_store);

  EXPECT_EQ(must(make_postgres_tables(database)), PostgresTables::made);
  EXPECT_EQ(must(make_postgres_tables(database)), PostgresTables::were_there);
  must(upgrade_postgres_tables(database));
  must(create_postgres_engine(in(database)));
  const PostgresStatus status = must(postgres_status(database));
  EXPECT_EQ(status.version, status.newest);
  EXPECT_EQ(status.stores, 1);
  EXPECT_EQ(status.names, std::vector<std::string>{"mail"});
  EXPECT_EQ(must(postgres_status(in(database))).stores, 1) << "a store in the address is nothing to it";
  EXPECT_FALSE(status.server.empty());
  EXPECT_FALSE(status.place.empty());
}

TEST_F(OpeningTest, the_first_hundred_stores_are_named) {
  const std::string database = PostgresServer::shared().make_database();
  must(make_postgres_tables(database));
  PostgresServer::shared().run_sql(
      "INSERT INTO postroom.store SELECT n, to_char(n, 'FM000')::bytea, 0, 0, 0, 0, 0, 0, 0"
      " FROM generate_series(1, 101) n",
      database);
  const PostgresStatus status = must(postgres_status(database));
  EXPECT_EQ(status.stores, 101);
  ASSERT_EQ(status.names.size(), kMaxListedStores);
  EXPECT_EQ(status.names.front(), "001");
  EXPECT_EQ(status.names.back(), "100");
}

TEST_F(OpeningTest, a_database_without_tables_is_named_with_the_command_that_makes_them) {
  const std::string database = PostgresServer::shared().make_database();
  const auto opened = open(in(database));
  ASSERT_EQ(code_of(opened), Code::not_a_store);
  EXPECT_NE(opened.error().message.find("postroom engine init"), std::string::npos);
  EXPECT_EQ(opened.error().message.find("store mail"), std::string::npos) << "not the store lacks them";
}

TEST_F(OpeningTest, an_unknown_database_or_user_is_named_with_its_server) {
  const std::string server = PostgresServer::shared().socket_folder();
  const auto database = open("postgresql://postgres@/nowhere?host=" + server + "&store=mail");
  ASSERT_EQ(code_of(database), Code::not_found);
  EXPECT_NE(database.error().message.find("“nowhere”"), std::string::npos);
  EXPECT_NE(database.error().message.find(server), std::string::npos);
  const auto user = open("postgresql://anybody@/postroom?host=" + server + "&store=mail");
  ASSERT_EQ(code_of(user), Code::no_access);
  EXPECT_NE(user.error().message.find("“anybody”"), std::string::npos);
  EXPECT_NE(user.error().message.find(server), std::string::npos);
}

TEST_F(OpeningTest, tables_of_version_1_are_upgraded_with_their_messages) {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.make_database();
  must(make_postgres_tables(database));
  must(create_postgres_engine(in(database)));
  const std::string of_message =
      "SELECT attname, atttypid, attnotnull FROM pg_attribute"
      " WHERE attrelid = 'postroom.message'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname";
  const std::string columns = server.run_sql(of_message, database);
  // As version 1 had them.
  server.run_sql(
      "ALTER TABLE postroom.message DROP subject_key, DROP sender_key, DROP to_key;"
      "ALTER TABLE postroom.store DROP collation_id; COMMENT ON SCHEMA postroom IS '1';"
      "DROP SCHEMA postroom_accounts CASCADE;"
      "INSERT INTO postroom.message(store_id, id, folder, version, change_number, read_state, log_position, size,"
      " date, created, modified, history_count, history_bytes, flags, status, importance, list, has_attachments,"
      " message_class, subject, sender, display_to) SELECT store_id, 20, 10, 1, 3, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0,"
      " 0, 0, '', 'Hello', '', '' FROM postroom.store",
      database);
  EXPECT_EQ(code_of(open(in(database))), Code::read_only);
  must(upgrade_postgres_tables(database));
  must(upgrade_postgres_tables(database));
  EXPECT_EQ(must(postgres_status(database)).version, must(postgres_status(database)).newest);
  EXPECT_EQ(server.run_sql(of_message, database), columns);
  const auto engine = must(open(in(database)));
  const auto record = must(must(engine->view())->message({20}));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->subject, "Hello");
  EXPECT_EQ(record->subject_key, Bytes());
  EXPECT_EQ(must(must(engine->view())->counters()).collation, 0);
}

TEST_F(OpeningTest, tables_of_a_newer_program_are_refused) {
  const std::string database = PostgresServer::shared().make_database();
  must(make_postgres_tables(database));
  const auto connection = must(Connection::open(must(parse_postgres_address(database, StoreNeeded::no))));
  must(connection->run_script("COMMENT ON SCHEMA postroom IS '1000'"));
  EXPECT_EQ(code_of(create_postgres_engine(in(database))), Code::newer_format);
  EXPECT_EQ(code_of(open(in(database))), Code::newer_format);
  EXPECT_EQ(code_of(make_postgres_tables(database)), Code::newer_format);
  EXPECT_EQ(must(postgres_status(database)).version, 1000);
}

}  // namespace
}  // namespace postroom::storage::postgres
