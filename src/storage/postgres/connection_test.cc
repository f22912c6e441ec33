// Statements in a pipeline: their order, their failures, and connections that end.
#include "storage/postgres/connection.h"

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

const Sql kPut(
    "INSERT INTO postroom.setting(store_id, key, value) VALUES($1, $2, '')");  // fails where it is already
const Sql kPutMany("INSERT INTO postroom.setting(store_id, key, value) SELECT $1, unnest($2), unnest($3)");
const Sql kPutOne("INSERT INTO postroom.setting(store_id, key, value) VALUES($1, $2, $3)", kPutMany);
const Sql kSent(
    "SELECT coalesce(sum(generic_plans + custom_plans), 0)::bigint FROM pg_prepared_statements WHERE name = "
    "$1",
    Scope::session);
const Sql kCount("SELECT count(*) FROM postroom.setting WHERE store_id = $1");
const Sql kRemove("DELETE FROM postroom.setting WHERE store_id = $1");
const Sql kOne("SELECT 1", Scope::session);
const Sql kEcho("SELECT $1::bytea", Scope::session);
const Sql kPrepared("SELECT count(*) FROM pg_prepared_statements", Scope::session);
const Sql kBegin("BEGIN", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
const Sql kLockStore("SELECT name FROM postroom.store WHERE store_id = $1 FOR UPDATE");
const Sql kEndItself("SELECT pg_terminate_backend(pg_backend_pid())", Scope::session);
const Sql kSleep("SELECT 1 FROM pg_sleep(600)", Scope::session);
const Sql kFail("SELECT 1 / 0", Scope::session);

class ConnectionTest : public StoreTest {
 protected:
  // Read-only as a replica is.
  ConnectionOptions read_only() const {
    ConnectionOptions options = this->options();
    options.address += "&options=-cdefault_transaction_read_only%3Don";
    return options;
  }
  Connection& connection() { return *connection_; }
  std::int64_t settings() { return must(connection().number(kCount)); }
  void queue_rows(std::size_t first, std::size_t count, std::size_t size = 1) {
    for (std::size_t i = first; i < first + count; ++i)
      connection().queue(kPutOne, std::to_string(i), std::string(size, 'v'));
  }
  // How often the server has been given this statement.
  std::int64_t times_sent(const Sql& sql) { return must(connection().number(kSent, Text{sql.name()})); }
  Code code_of_opening(ConnectionOptions wrong) {
    const auto opened = Connection::open(wrong);
    return opened.ok() ? throw std::runtime_error("it opened") : opened.error().code;
  }

 private:
  const std::unique_ptr<Connection> connection_ = connect();
};

TEST_F(ConnectionTest, statements_wait_until_they_are_sent_together) {
  connection().queue(kPut, std::string("a"));
  connection().queue(kPut, std::string("b"));
  EXPECT_EQ(connection().queued(), 2U);
  EXPECT_EQ(count("setting"), "0");
  must(connection().flush());
  EXPECT_EQ(connection().queued(), 0U);
  EXPECT_EQ(count("setting"), "2");
}

TEST_F(ConnectionTest, rows_that_stand_one_behind_the_other_go_as_one_statement) {
  queue_rows(0, 1);
  connection().queue(kPut, std::string("between"));
  queue_rows(1, 3);
  must(connection().flush());
  EXPECT_EQ(settings(), 5);
  EXPECT_EQ(times_sent(kPutOne), 1);
  EXPECT_EQ(times_sent(kPutMany), 1);
  EXPECT_EQ(run_sql("SELECT string_agg(convert_from(key, 'UTF8'), ' ' ORDER BY key) FROM postroom.setting"
                    " WHERE value = 'v' AND store_id = " +
                    id()),
            "0 1 2 3");
}

TEST_F(ConnectionTest, one_statement_takes_so_many_rows_and_no_more) {
  queue_rows(0, 256);
  must(connection().flush());
  EXPECT_EQ(times_sent(kPutMany), 1);
  queue_rows(256, 257);
  must(connection().flush());
  EXPECT_EQ(times_sent(kPutMany), 2);
  EXPECT_EQ(times_sent(kPutOne), 1) << "the last row, alone";
  EXPECT_EQ(settings(), 513);
}

TEST_F(ConnectionTest, one_statement_takes_so_many_bytes_and_no_more) {
  queue_rows(0, 4, 300'000);
  must(connection().flush());
  EXPECT_EQ(times_sent(kPutMany), 1);
  EXPECT_EQ(times_sent(kPutOne), 1) << "the fourth, alone";
  queue_rows(4, 2, 2'000'000);
  must(connection().flush());
  EXPECT_EQ(times_sent(kPutOne), 3) << "each too great for others beside it";
  EXPECT_EQ(settings(), 6);
}

TEST_F(ConnectionTest, of_rows_in_one_statement_that_fails_none_is_there) {
  queue_rows(5, 1);
  must(connection().flush());
  queue_rows(4, 3);
  EXPECT_EQ(code_of(connection().flush()), Code::collision);
  EXPECT_EQ(settings(), 1);
}

TEST_F(ConnectionTest, gives_rows_and_counts_of_the_last_statement) {
  connection().queue(kPut, std::string("a"));
  EXPECT_EQ(settings(), 1);
  connection().queue(kPut, std::string("b"));
  EXPECT_EQ(must(connection().change(kRemove)), 2);
  EXPECT_EQ(must(connection().change(kRemove)), 0);
}

TEST_F(ConnectionTest, rows_go_to_who_wants_them) {
  Rows first, second;
  connection().queue_into(first, kCount);
  connection().queue(kPut, std::string("a"));
  connection().queue_into(second, kCount);
  must(connection().flush());
  std::int64_t before = 9, after = 9;
  ASSERT_TRUE(first.next());
  first.read(before);
  ASSERT_TRUE(second.next());
  second.read(after);
  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 1);
}

TEST_F(ConnectionTest, what_stands_behind_a_failure_is_not_done) {
  connection().queue(kPut, std::string("a"));
  connection().queue(kPut, std::string("a"));
  connection().queue(kPut, std::string("b"));
  EXPECT_EQ(code_of(connection().flush()), Code::collision);
  EXPECT_EQ(connection().last_state(), "23505");
  ASSERT_TRUE(connection().failure());
  EXPECT_EQ(connection().failure()->code, Code::collision);
  EXPECT_FALSE(connection().is_lost());
  EXPECT_EQ(settings(), 0) << "one pipeline is one transaction";
  EXPECT_TRUE(connection().failure()) << "until it is forgotten";
  connection().forget_failure();
  EXPECT_FALSE(connection().failure());
}

TEST_F(ConnectionTest, a_statement_can_be_put_between_others_and_some_be_dropped) {
  connection().queue(kPut, std::string("a"));
  connection().queue(kPut, std::string("b"));
  connection().insert(0, kBegin);
  connection().insert(2, kOne);
  connection().drop_after(3);
  connection().drop_after(9);
  EXPECT_EQ(connection().queued(), 3U);
  EXPECT_EQ(settings(), 1);
  EXPECT_TRUE(connection().in_transaction());
  must(connection().query(kRollBack));
  EXPECT_FALSE(connection().in_transaction());
  EXPECT_EQ(settings(), 0);
}

TEST_F(ConnectionTest, what_is_sent_and_forgotten_is_done_and_its_failure_is_nobodys) {
  connection().queue(kPut, std::string("a"));
  connection().send_and_forget();
  EXPECT_EQ(settings(), 1);
  connection().queue(kFail);
  connection().send_and_forget();
  connection().send_and_forget();
  EXPECT_EQ(settings(), 1);
  EXPECT_FALSE(connection().failure());
}

TEST_F(ConnectionTest, a_statement_whose_preparation_was_skipped_is_prepared_later) {
  connection().queue(kFail);
  connection().queue(kEcho, std::string("x"));
  EXPECT_FALSE(connection().flush().ok());
  EXPECT_TRUE(connection().query(kEcho, std::string("x")).ok());
  EXPECT_TRUE(connection().query(kEcho, std::string("x")).ok());
}

TEST_F(ConnectionTest, sends_and_receives_more_than_the_network_holds) {
  const Bytes bytes(1'000'000, 7);
  std::vector<Rows> answers(12);
  for (Rows& answer : answers) connection().queue_into(answer, kEcho, bytes);
  must(connection().flush());
  for (Rows& answer : answers) {
    ASSERT_TRUE(answer.next());
    EXPECT_EQ(answer.read_view().size(), bytes.size());
  }
}

TEST_F(ConnectionTest, prepares_nothing_behind_a_pooler) {
  must(connection().query(kOne));
  EXPECT_NE(must(connection().number(kPrepared)), 0);
  ConnectionOptions pooled = options();
  pooled.pooled = true;
  const auto other = must(Connection::open(pooled));
  must(other->query(kOne));
  EXPECT_EQ(must(other->number(kPrepared)), 0);
}

TEST_F(ConnectionTest, goes_to_a_host_that_takes_writes_only_where_that_is_wanted) {
  ConnectionOptions wanted = read_only();
  EXPECT_TRUE(Connection::open(wanted).ok());
  wanted.host = Host::takes_writes;
  EXPECT_EQ(code_of_opening(wanted), Code::io_error);
  wanted.address += "&target_session_attrs=any";
  EXPECT_TRUE(Connection::open(wanted).ok());
  wanted = options();
  wanted.host = Host::takes_writes;
  EXPECT_TRUE(Connection::open(wanted).ok());
}

TEST_F(ConnectionTest, one_whose_statement_the_server_stopped_goes_on) {
  ConnectionOptions limited = options();
  limited.address += "&options=-cstatement_timeout%3D20";
  const auto other = must(Connection::open(limited));
  const auto stopped = other->query(kSleep);
  ASSERT_EQ(code_of(stopped), Code::busy);
  EXPECT_NE(stopped.error().message.find("statement_timeout"), std::string::npos);
  EXPECT_FALSE(other->is_lost());
  EXPECT_TRUE(other->query(kOne).ok());
}

TEST_F(ConnectionTest, waits_for_a_lock_no_longer_than_its_patience) {
  connection().queue(kBegin);
  must(connection().query(kLockStore));
  ConnectionOptions hasty = options();
  hasty.patience = std::chrono::milliseconds(50);
  const auto other = must(Connection::open(hasty));
  EXPECT_EQ(code_of(other->query(kLockStore)), Code::busy);
  EXPECT_FALSE(other->is_lost());
  must(connection().query(kRollBack));
  EXPECT_TRUE(other->query(kLockStore).ok());
}

TEST_F(ConnectionTest, scripts_run_outside_the_pipeline_and_leave_it_as_it_was) {
  must(connection().run_script("CREATE TEMPORARY TABLE t(n int); INSERT INTO t VALUES(1)"));
  EXPECT_EQ(code_of(connection().run_script("SELECT * FROM postroom.nothing")), Code::not_a_store);
  EXPECT_EQ(settings(), 0);
}

TEST_F(ConnectionTest, one_that_the_server_ended_is_lost_and_stays_so) {
  terminate(connection());
  connection().queue(kPut, std::string("a"));
  EXPECT_EQ(code_of(connection().flush()), Code::io_error);
  EXPECT_TRUE(connection().is_lost());
  EXPECT_TRUE(connection().may_have_arrived());
  EXPECT_EQ(connection().queued(), 0U);
  EXPECT_EQ(code_of(connection().flush()), Code::io_error);
  EXPECT_FALSE(connection().may_have_arrived()) << "nothing was sent any more";
  EXPECT_EQ(code_of(connection().query(kOne)), Code::io_error);
  connection().send_and_forget();
}

TEST_F(ConnectionTest, one_that_the_server_ends_in_the_middle_of_a_pipeline_is_lost) {
  Rows rows;
  connection().queue_into(rows, kOne);
  connection().queue(kEndItself);
  connection().queue(kOne);
  EXPECT_FALSE(connection().flush().ok());
  EXPECT_TRUE(connection().is_lost());
}

TEST_F(ConnectionTest, says_where_it_is_without_the_password) {
  ConnectionOptions with_password = options();
  with_password.address += "&password=secret";
  const auto other = must(Connection::open(with_password));
  EXPECT_NE(other->where().find("store " + options().store), std::string::npos);
  EXPECT_EQ(other->where().find("secret"), std::string::npos);
}

TEST_F(ConnectionTest, says_what_is_in_the_way_of_opening) {
  ConnectionOptions wrong = options();
  wrong.address = "postgresql:///postroom?host=/nowhere";
  EXPECT_EQ(code_of_opening(wrong), Code::io_error);
  wrong.address = options().address + "&user=nobody-of-that-name";
  const auto refused = Connection::open(wrong);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().detail.find("nobody-of-that-name"), std::string::npos) << refused.error().detail;
}

}  // namespace
}  // namespace postroom::storage::postgres
