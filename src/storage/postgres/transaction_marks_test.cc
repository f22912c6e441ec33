// One job of several in a transaction, taken back.
#include "storage/postgres/test_transaction.h"

namespace postroom::storage::postgres {
namespace {

class TransactionMarksTest : public TransactionTest {};

TEST_F(TransactionMarksTest, a_job_that_was_never_sent_is_dropped) {
  begin();
  transaction().mark();
  must(transaction().insert_folder(folder_with(1, "kept")));
  transaction().keep();
  transaction().mark();
  must(transaction().insert_folder(folder_with(2, "undone")));
  EXPECT_TRUE(transaction().wrote());
  transaction().undo();
  EXPECT_FALSE(transaction().wrote());
  EXPECT_EQ(connection().queued(), 3U) << "BEGIN, the lock and what was kept: no savepoint";
  must(transaction().commit());
  EXPECT_EQ(names(), "kept");
}

TEST_F(TransactionMarksTest, a_job_that_reads_first_costs_no_savepoint) {
  begin();
  transaction().mark();
  must(transaction().allocate_id());
  ASSERT_FALSE(must(transaction().folder({9})));
  must(transaction().insert_folder(folder_with(1)));
  EXPECT_EQ(connection().queued(), 1U);
  transaction().undo();
  EXPECT_EQ(connection().queued(), 0U);
  must(transaction().commit());
  EXPECT_EQ(count("folder"), "0");
  EXPECT_EQ(stored("last_id"), "0");
}

TEST_F(TransactionMarksTest, a_job_that_reads_after_it_has_written_is_taken_back_all_the_same) {
  begin();
  transaction().mark();
  must(transaction().insert_folder(folder_with(1, "first")));
  transaction().keep();
  transaction().mark();
  must(transaction().insert_folder(folder_with(2, "undone")));
  EXPECT_EQ(must(transaction().folders()).size(), 2U);
  must(transaction().insert_folder(folder_with(3, "undone")));
  transaction().undo();
  EXPECT_EQ(must(transaction().folders()).size(), 1U);
  transaction().mark();
  must(transaction().insert_folder(folder_with(4, "last")));
  transaction().keep();
  must(transaction().commit());
  EXPECT_EQ(names(), "first last");
}

TEST_F(TransactionMarksTest, a_kept_job_survives_what_comes_after_it) {
  begin();
  for (std::int64_t job = 1; job <= 6; ++job) {
    transaction().mark();
    must(transaction().insert_folder(folder_with(job, std::to_string(job))));
    EXPECT_TRUE(must(transaction().folder({job})));
    must(transaction().put_setting("job", std::to_string(job)));
    job % 2 ? transaction().keep() : transaction().undo();
  }
  must(transaction().commit());
  EXPECT_EQ(names(), "1 3 5");
  EXPECT_EQ(run_sql("SELECT value FROM postroom.setting WHERE store_id = " + id()), "\\x35");
}

TEST_F(TransactionMarksTest, a_change_that_is_asked_for_at_once_is_taken_back) {
  commit([](Transaction& t) { return t.insert_folder(folder_with(1, "before")); });
  begin();
  transaction().mark();
  must(transaction().update_folder(folder_with(1, "undone")));
  transaction().undo();
  must(transaction().commit());
  EXPECT_EQ(names(), "before");
}

TEST_F(TransactionMarksTest, what_is_written_on_its_connection_is_taken_back_sent_or_not) {
  for (const bool sent : {false, true}) {
    begin();
    transaction().mark();
    must(transaction().put_setting("a", "1"));
    must(transaction().collect_large_values({1}, {1}, 1));
    if (sent) must(transaction().counters());
    must(transaction().put_setting("b", "1"));
    transaction().undo();
    must(transaction().commit());
    EXPECT_EQ(count("setting"), "0") << sent;
  }
}

TEST_F(TransactionMarksTest, rows_that_go_together_are_taken_back_by_their_job) {
  const auto insert = [&](std::int64_t id) {
    MessageRecord message;
    message.id = {id};
    must(transaction().insert_message(message));
  };
  begin();
  for (std::int64_t job = 0; job < 4; ++job) {
    transaction().mark();
    for (std::int64_t i = 1; i <= 3; ++i) insert(job * 10 + i);
    if (job == 2) {
      EXPECT_TRUE(must(transaction().message({21})));
      insert(24);
    }
    job % 2 ? transaction().keep() : transaction().undo();
  }
  must(transaction().commit());
  EXPECT_EQ(
      run_sql("SELECT string_agg(id::text, ' ' ORDER BY id) FROM postroom.message WHERE store_id = " + id()),
      "11 12 13 31 32 33");
}

TEST_F(TransactionMarksTest, undoing_takes_the_counters_back_to_those_of_the_mark) {
  begin();
  transaction().mark();
  must(transaction().allocate_id());
  must(transaction().append_log({}));
  transaction().undo();
  EXPECT_EQ(must(transaction().counters()), Counters());
  EXPECT_EQ(transaction().last_appended(), LogPosition{0});
  transaction().mark();
  must(transaction().allocate_id());
  must(transaction().append_log({}));
  transaction().keep();
  transaction().mark();
  must(transaction().append_log({}));
  must(transaction().allocate_large_id());
  transaction().undo();
  EXPECT_EQ(must(transaction().counters()).last_id, 1);
  EXPECT_EQ(transaction().last_appended(), LogPosition{1});
  must(transaction().commit());
  EXPECT_EQ(stored("last_id, log_position, last_large"), "1|1|0");
}

TEST_F(TransactionMarksTest, rows_of_an_undone_job_are_not_taken_for_granted) {
  begin();
  transaction().mark();
  must(transaction().insert_folder(folder_with(1)));
  transaction().undo();
  EXPECT_EQ(code_of(transaction().update_folder(folder_with(1))), Code::not_found);
  transaction().roll_back();
}

}  // namespace
}  // namespace postroom::storage::postgres
