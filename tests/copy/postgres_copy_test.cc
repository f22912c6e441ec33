// From a file to PostgreSQL and back, and moves between stores of one database.
#include "copied_store.h"
#include "copy_places.h"
#include "failing_engine.h"
#include "storage/postgres/postgres_engine.h"
#include "support/postgres_server.h"

namespace postroom::storage {
namespace {

class PostgresCopyTest : public CopyTest {
 protected:
  std::string address(const std::string& store) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    return postroom::testing::PostgresServer::shared().address(std::string(test->name()) + "." + store);
  }
  std::unique_ptr<Engine> make_postgres(const std::string& store) {
    return must(create_postgres_engine(address(store)));
  }
};

TEST_F(PostgresCopyTest, a_store_comes_back_from_postgresql_equal_in_every_record) {
  const auto first = make_file("a"), back = make_file("b");
  fill_store(*first, 30);
  const auto middle = make_postgres("middle");
  must(copy_store(*first, *middle, small_steps()));
  EXPECT_EQ(differences(*first, *middle), "");
  EXPECT_EQ(must(middle->verify()), std::vector<std::string>());
  must(copy_store(*middle, *back));
  EXPECT_EQ(differences(*first, *back), "");
  change_store(*middle, 0);
  EXPECT_EQ(must(must(middle->view())->counters()).change_number.value,
            must(must(first->view())->counters()).change_number.value + 1);
}

TEST_F(PostgresCopyTest, an_interruption_at_any_commit_is_gone_on_from) {
  const auto from = make_memory();
  fill_store(*from, 12);
  int commits = 0;
  for (bool failed = true; failed; ++commits) {
    const auto to = make_postgres(std::to_string(commits));
    FailingEngine failing(*to);
    failing.fail_after(commits, FailingEngine::Moment::before);
    failed = !copy_store(*from, failing, small_steps()).ok();
    if (failed) must(copy_store(*from, *to, small_steps()));
    EXPECT_EQ(differences(*from, *to), "") << "after " << commits << " commits";
  }
  EXPECT_GE(commits, 10);
}

TEST_F(PostgresCopyTest, a_store_that_changes_is_followed) {
  const auto from = make_postgres("from"), to = make_file("a");
  fill_store(*from, 30);
  FailingEngine changing(*from);
  int changes = 0;
  changing.on_view([&] {
    if (changes < 24) change_store(*from, changes++);
  });
  must(copy_store(changing, *to, small_steps()));
  EXPECT_EQ(changes, 24);
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(PostgresCopyTest, a_moved_store_takes_no_more_changes_from_any_process) {
  const auto from = make_postgres("from"), to = make_postgres("to");
  fill_store(*from, 12);
  const auto other = must(open_postgres_engine(address("from"), PostgresMode::read_write));
  const Snapshot before = snapshot_of(*from);
  must(move_store(*from, *to, "there", small_steps()));
  EXPECT_EQ(describe_difference(before, snapshot_of(*to)), "");
  const Status save =
      commit_and_wait(*other, [](Transaction& transaction) { return transaction.put_setting("a", "b"); });
  ASSERT_FALSE(save.ok());
  EXPECT_EQ(save.error().code, Code::read_only);
}

}  // namespace
}  // namespace postroom::storage
