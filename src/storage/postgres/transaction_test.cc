// One database transaction: what waits, what is asked for at once, and how it ends.
#include <thread>

#include "storage/postgres/test_transaction.h"

namespace postroom::storage::postgres {
namespace {

VersionRecord sample_version(std::int64_t id) {
  VersionRecord version;
  version.info.message = {id};
  version.info.number = {1};
  version.content.assign(static_cast<std::size_t>(id * 10), static_cast<std::uint8_t>(id));
  if (id % 2) version.source.assign(5, static_cast<std::uint8_t>(id));
  return version;
}

const Sql kRepeatableByDefault("SET default_transaction_isolation = 'repeatable read'", Scope::session);

TEST_F(TransactionTest, writes_wait_for_the_commit_and_go_together) {
  begin();
  must(transaction().put_setting("a", "1"));
  must(transaction().insert_folder(folder_with(1)));
  must(transaction().update_folder(folder_with(1, "renamed")));
  EXPECT_EQ(connection().queued(), 5U) << "BEGIN, the lock, and three writes";
  must(transaction().commit());
  EXPECT_EQ(names(), "renamed");
  EXPECT_EQ(count("setting"), "1");
}

TEST_F(TransactionTest, keeps_its_counters_and_token_in_the_stores_row) {
  commit([](Transaction& t) -> Status {
    EXPECT_EQ(must(t.allocate_id()), 1);
    EXPECT_EQ(must(t.allocate_id()), 2);
    EXPECT_EQ(must(t.append_log({})), LogPosition{1});
    return t.change_flags({}, 1, 0, {1});
  });
  EXPECT_EQ(stored("last_id, read_state, log_position, log_start, token"), "2|1|1|0|77");
  begin(78);
  EXPECT_EQ(must(transaction().counters()).last_id, 2);
  EXPECT_EQ(transaction().token_before(), kToken);
  EXPECT_EQ(transaction().last_appended(), LogPosition{0});
  transaction().roll_back();
  EXPECT_EQ(stored("token"), "77");
}

TEST_F(TransactionTest, its_log_entries_carry_its_token) {
  commit([](Transaction& t) -> Status {
    TRY(t.append_log({}));
    TRY(t.append_log({}));
    return ok_status();
  });
  EXPECT_EQ(transaction().last_appended(), LogPosition{2});
  EXPECT_EQ(run_sql("SELECT position, token FROM postroom.log WHERE store_id = " + id() + " ORDER BY 1"),
            "1|77\n2|77");
}

TEST_F(TransactionTest, a_store_that_is_not_there_is_not_found_and_nothing_is_written) {
  run_sql("DELETE FROM postroom.store WHERE store_id = " + id());
  begin();
  EXPECT_EQ(code_of(transaction().allocate_id()), Code::not_found);
  transaction().roll_back();
  begin();
  must(transaction().insert_folder(folder_with(1)));
  EXPECT_EQ(code_of(transaction().commit()), Code::not_found);
  EXPECT_FALSE(transaction().may_have_committed());
  transaction().roll_back();
  EXPECT_EQ(count("folder"), "0");
}

TEST_F(TransactionTest, changing_what_is_not_there_is_refused_at_once) {
  begin();
  EXPECT_EQ(code_of(transaction().update_folder(folder_with(5))), Code::not_found);
  EXPECT_EQ(code_of(transaction().remove_folder({5})), Code::not_found);
  EXPECT_EQ(code_of(transaction().update_message({})), Code::not_found);
  EXPECT_EQ(code_of(transaction().remove_message({5}, {})), Code::not_found);
  EXPECT_EQ(code_of(transaction().remove_version({5}, {})), Code::not_found);
  transaction().roll_back();
}

TEST_F(TransactionTest, what_was_removed_is_not_there_any_more) {
  begin();
  must(transaction().insert_folder(folder_with(1)));
  must(transaction().remove_folder({1}));
  EXPECT_EQ(code_of(transaction().update_folder(folder_with(1))), Code::not_found);
  EXPECT_EQ(code_of(transaction().remove_folder({1})), Code::not_found);
  transaction().roll_back();
}

TEST_F(TransactionTest, what_it_has_read_is_changed_without_asking_again) {
  commit([](Transaction& t) { return t.insert_folder(folder_with(1)); });
  begin();
  ASSERT_TRUE(must(transaction().folder({1})));
  must(transaction().update_folder(folder_with(1, "renamed")));
  EXPECT_EQ(connection().queued(), 1U);
  must(transaction().commit());
  EXPECT_EQ(names(), "renamed");
}

TEST_F(TransactionTest, a_write_that_fails_comes_out_at_the_commit_and_nothing_is_written) {
  commit([](Transaction& t) { return t.insert_folder(folder_with(1, "before")); });
  begin();
  must(transaction().put_setting("a", "1"));
  must(transaction().insert_folder(folder_with(1, "again")));
  EXPECT_EQ(code_of(transaction().commit()), Code::collision);
  EXPECT_TRUE(connection().failure());
  EXPECT_FALSE(transaction().may_have_committed());
  transaction().roll_back();
  EXPECT_EQ(names(), "before");
  EXPECT_EQ(count("setting"), "0");
  commit([](Transaction& t) { return t.insert_folder(folder_with(2, "after")); });
  EXPECT_EQ(names(), "before after");
}

TEST_F(TransactionTest, a_commit_after_an_ignored_failure_fails_too) {
  commit([](Transaction& t) { return t.insert_folder(folder_with(1, "before")); });
  begin();
  must(transaction().insert_folder(folder_with(2, "lost")));
  must(transaction().counters());
  must(transaction().insert_folder(folder_with(1, "again")));
  EXPECT_FALSE(transaction().folders().ok());
  EXPECT_FALSE(transaction().commit().ok());
  transaction().roll_back();
  EXPECT_EQ(names(), "before");
}

TEST_F(TransactionTest, rolling_back_frees_the_store_for_others) {
  begin();
  must(transaction().allocate_id());
  must(transaction().insert_folder(folder_with(1)));
  transaction().roll_back();
  const auto other = connect();
  PostgresTransaction another(*other);
  another.begin(1);
  must(another.insert_folder(folder_with(2, "other")));
  must(another.commit());
  EXPECT_EQ(names(), "other");
}

TEST_F(TransactionTest, what_was_never_sent_is_rolled_back_without_a_word) {
  begin();
  must(transaction().insert_folder(folder_with(1)));
  transaction().roll_back();
  EXPECT_EQ(connection().queued(), 0U);
  EXPECT_FALSE(connection().in_transaction());
}

TEST_F(TransactionTest, a_connection_lost_before_the_commit_leaves_no_doubt) {
  begin();
  must(transaction().allocate_id());
  terminate(connection());
  EXPECT_FALSE(transaction().folders().ok());
  EXPECT_TRUE(connection().is_lost());
  EXPECT_FALSE(transaction().commit().ok());
  EXPECT_FALSE(transaction().may_have_committed());
  transaction().roll_back();
}

TEST_F(TransactionTest, a_connection_lost_with_the_commit_leaves_a_doubt) {
  begin();
  must(transaction().append_log({}));
  terminate(connection());
  EXPECT_EQ(code_of(transaction().commit()), Code::io_error);
  EXPECT_TRUE(transaction().may_have_committed());
  EXPECT_EQ(stored("log_position"), "0");
}

TEST_F(TransactionTest, put_counters_sets_what_is_given_out_next) {
  commit([](Transaction& t) -> Status {
    TRY(t.put_counters(
        {.last_id = 40, .change_number = {50}, .read_state = {60}, .log_position = {70}, .log_start = {69}}));
    EXPECT_EQ(must(t.allocate_id()), 41);
    EXPECT_EQ(must(t.insert_version({}, {})), ChangeNumber{51});
    return ok_status();
  });
  EXPECT_EQ(stored("last_id, change_number, read_state, log_position, log_start"), "41|51|60|70|69");
}

TEST_F(TransactionTest, a_sealed_store_gives_out_no_ids) {
  run_sql("UPDATE postroom.store SET last_id = -1 WHERE store_id = " + id());
  begin();
  EXPECT_EQ(code_of(transaction().allocate_id()), Code::read_only);
  transaction().roll_back();
}

TEST_F(TransactionTest, sees_what_was_committed_while_it_waited_for_the_store) {
  run_sql("INSERT INTO postroom.folder VALUES(" + id() + ", 1, 1, 0, 'before', '', 0, 0, 0, 0, 0, 0, 0)");
  must(connection().query(kRepeatableByDefault));
  const auto other = connect();
  PostgresTransaction first(*other);
  first.begin(1);
  EXPECT_EQ(must(first.allocate_id()), 1);
  begin(2);
  std::thread waiting([&] {
    EXPECT_EQ(must(transaction().allocate_id()), 2);
    EXPECT_EQ(must(transaction().folder({1})).value().name, "after");
    must(transaction().commit());
  });
  while (run_sql("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted"
                 " AND a.query LIKE '%postroom.store%' AND a.pid <> pg_backend_pid()") == "0") {
    std::this_thread::yield();
  }
  must(first.update_folder(folder_with(1, "after")));
  must(first.commit());
  waiting.join();
  EXPECT_EQ(stored("last_id, token"), "2|2");
}

MessageRecord sample_message(std::int64_t id) {
  MessageRecord message;
  message.id = {id};
  message.folder = {id % 2 + 1};
  message.change_number = {id};
  message.date = {1000 - id};
  message.size = id * 100;
  message.subject = id % 3 ? std::string("a\0b", 3) + std::to_string(id) : "";
  message.sender = "Ana Ruiz";
  if (id % 4 == 0) message.deleted = FileTime{id};
  return message;
}

TEST_F(TransactionTest, rows_that_go_together_come_back_as_each_was) {
  constexpr std::int64_t kCount = 300;  // more than one statement takes
  commit([](Transaction& t) -> Status {
    for (std::int64_t id = 1; id <= kCount; ++id) TRY(t.insert_version(sample_version(id), {}));
    for (std::int64_t id = 1; id <= kCount; ++id) TRY(t.insert_message(sample_message(id)));
    for (std::int64_t id = 1; id <= kCount; ++id)
      TRY(t.append_log({{}, ChangeKind::message_created, {id}, {}, {}, {{id}, {id + 1}}}));
    return ok_status();
  });
  begin();
  for (std::int64_t id = 1; id <= kCount; ++id) {
    EXPECT_EQ(must(transaction().message({id})), sample_message(id));
    const auto version = must(transaction().version({id}, {1}));
    ASSERT_TRUE(version);
    EXPECT_EQ(version->info.message, MessageId{id});
    EXPECT_EQ(version->content, sample_version(id).content);
    EXPECT_EQ(version->source, sample_version(id).source);
  }
  transaction().roll_back();
  EXPECT_EQ(count("log"), std::to_string(kCount));
  EXPECT_EQ(
      run_sql("SELECT count(*) FROM postroom.log WHERE folder = position AND token = 77 AND store_id = " +
              id()),
      std::to_string(kCount));
}

TEST_F(TransactionTest, reads_see_what_it_has_written_and_not_sent) {
  begin();
  for (std::int64_t id = 1; id <= 3; ++id) must(transaction().insert_message(sample_message(id)));
  EXPECT_EQ(must(transaction().message({2})), sample_message(2));
  must(transaction().insert_message(sample_message(5)));
  must(transaction().update_message(sample_message(5)));
  must(transaction().insert_message(sample_message(6)));
  must(transaction().commit());
  EXPECT_EQ(count("message"), "5");
}

TEST_F(TransactionTest, a_row_twice_among_others_fails_the_transaction) {
  begin();
  for (const std::int64_t id : {1, 2, 1, 3}) must(transaction().insert_message(sample_message(id)));
  EXPECT_EQ(code_of(transaction().commit()), Code::collision);
  transaction().roll_back();
  EXPECT_EQ(count("message"), "0");
}

TEST_F(TransactionTest, a_removed_message_takes_its_versions_links_and_references_along) {
  const ContentHash hash{1, 2, 3};
  commit([&](Transaction& t) -> Status {
    auto& writes = static_cast<PostgresTransaction&>(t);
    TRY(writes.allocate_large_id());
    run_sql("INSERT INTO postroom.large_value VALUES(" + id() +
            ", 1, decode(rpad('010203', 64, '0'), 'hex'),"
            " 0, 0, NULL)");
    MessageRecord message;
    for (const std::int64_t number : {1, 2}) {
      VersionRecord version;
      version.info.message = message.id = {5};
      version.info.number = {number};
      TRY_SET(message.change_number, t.insert_version(version, std::vector{hash, hash}));
    }
    TRY(t.insert_message(message));
    TRY(t.insert_link({{5}, {6}, {}}));
    return t.insert_link({{6}, {5}, {}});
  });
  EXPECT_EQ(run_sql("SELECT reference_count FROM postroom.large_value WHERE store_id = " + id()), "2");
  commit([](Transaction& t) { return t.remove_message({5}, {9}); });
  for (const char* table : {"message", "version", "link", "large_reference"}) EXPECT_EQ(count(table), "0");
  EXPECT_EQ(
      run_sql("SELECT reference_count, unreferenced FROM postroom.large_value WHERE store_id = " + id()),
      "0|9");
}

}  // namespace
}  // namespace postroom::storage::postgres
