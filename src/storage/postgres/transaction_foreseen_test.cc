// Messages that are asked for before the jobs of a transaction read them.
#include <postroom/tags.h>

#include "storage/postgres/test_transaction.h"

namespace postroom::storage::postgres {
namespace {

class TransactionForeseenTest : public TransactionTest {
 protected:
  static constexpr std::int64_t kSize = 20;

  TransactionForeseenTest() {
    commit([](Transaction& t) -> Status {
      TRY(t.insert_folder(folder_with(1)));
      for (const std::int64_t id : {1, 2, 3}) TRY(t.insert_message(message_with(id, kSize)));
      return ok_status();
    });
  }
  static std::int64_t size_of(const std::optional<MessageRecord>& message) {
    return message ? message->size : -1;
  }
  std::int64_t size(std::int64_t id) { return size_of(must(transaction().message({id}))); }
  Status resize(std::int64_t id, std::int64_t size) {
    TRY_SET(auto message, transaction().message({id}));
    message->size = size;
    return transaction().update_message(*message);
  }
};

TEST_F(TransactionForeseenTest, they_come_with_the_lock_and_their_folders) {
  begin();
  transaction().foresee({{1}, {3}, {9}});
  must(transaction().lock());
  // Whatever would ask now, would not find them as they were.
  run_sql("DELETE FROM postroom.message WHERE store_id = " + id() +
          "; DELETE FROM postroom.folder WHERE store_id = " + id());
  EXPECT_EQ(size(1), kSize);
  EXPECT_EQ(size(3), kSize);
  EXPECT_EQ(size(9), -1);
  EXPECT_EQ(must(transaction().folder({1}))->name, "inbox");
  EXPECT_EQ(size(2), -1) << "it was not foreseen";
  transaction().roll_back();
}

TEST_F(TransactionForeseenTest, one_alone_comes_in_the_same_way) {
  begin();
  transaction().foresee({{2}});
  EXPECT_EQ(size(2), kSize);
  run_sql("DELETE FROM postroom.folder WHERE store_id = " + id());
  EXPECT_EQ(must(transaction().folder({1}))->name, "inbox");
  transaction().roll_back();
}

TEST_F(TransactionForeseenTest, more_may_be_foreseen_once_the_lock_is_there) {
  begin();
  transaction().foresee({{1}});
  must(transaction().lock());
  transaction().foresee({{1}, {2}, {2}});
  EXPECT_EQ(size(2), kSize);
  EXPECT_EQ(size(1), kSize);
  transaction().roll_back();
}

TEST_F(TransactionForeseenTest, they_are_as_the_transaction_has_changed_them) {
  begin();
  transaction().foresee({{1}, {2}, {3}});
  must(resize(1, 77));
  EXPECT_EQ(size(1), 77);
  must(transaction().change_flags(std::vector<MessageId>{{2}}, message_flag::read, 0, {5}));
  EXPECT_EQ(must(transaction().message({2}))->log_position, LogPosition{5});
  must(transaction().remove_message({3}, {}));
  EXPECT_EQ(size(3), -1);
  must(transaction().commit());
  EXPECT_EQ(run_sql("SELECT id, size FROM postroom.message WHERE store_id = " + id() + " AND id = 1"),
            "1|77");
}

TEST_F(TransactionForeseenTest, a_write_that_comes_before_their_first_reading_is_not_overlooked) {
  begin();
  transaction().foresee({{1}});
  must(transaction().update_message(message_with(1, 78)));
  FolderRecord folder = folder_with(1, "renamed");
  must(transaction().update_folder(folder));
  EXPECT_EQ(size(1), 78);
  EXPECT_EQ(must(transaction().folder({1}))->name, "renamed");
  transaction().roll_back();
}

TEST_F(TransactionForeseenTest, what_a_job_of_several_changed_is_not_so_once_it_is_taken_back) {
  begin();
  transaction().foresee({{1}, {2}});
  transaction().mark();
  must(resize(1, 77));
  transaction().undo();
  transaction().mark();
  EXPECT_EQ(size(1), kSize);
  must(resize(2, 79));
  transaction().keep();
  transaction().mark();
  EXPECT_EQ(size(2), 79);
  transaction().undo();
  EXPECT_EQ(size(2), 79);
  must(transaction().commit());
  EXPECT_EQ(run_sql("SELECT sum(size) FROM postroom.message WHERE store_id = " + id()),
            std::to_string(2 * kSize + 79));
}

TEST_F(TransactionForeseenTest, who_is_refused_without_writing_leaves_them_to_the_next) {
  begin();
  transaction().foresee({{1}, {2}});
  transaction().mark();
  EXPECT_EQ(size(1), kSize);
  transaction().undo();
  run_sql("DELETE FROM postroom.message WHERE store_id = " + id());
  EXPECT_EQ(size(1), kSize);
  EXPECT_EQ(size(2), kSize);
  transaction().roll_back();
}

TEST_F(TransactionForeseenTest, the_next_transaction_asks_anew) {
  begin();
  transaction().foresee({{1}});
  EXPECT_EQ(size(1), kSize);
  transaction().roll_back();
  run_sql("UPDATE postroom.message SET size = 80 WHERE store_id = " + id());
  begin();
  transaction().foresee({{1}});
  EXPECT_EQ(size(1), 80);
  transaction().roll_back();
}

}  // namespace
}  // namespace postroom::storage::postgres
