// Copies of a store that others go on changing.
#include "copied_store.h"
#include "copy_places.h"
#include "failing_engine.h"

#include <algorithm>

namespace postroom::storage {
namespace {

TEST_F(CopyTest, what_changes_while_it_is_copied_is_in_the_copy) {
  const auto from = make_memory(), to = make_memory();
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

TEST_F(CopyTest, a_store_that_never_rests_is_copied_as_it_was_at_one_moment) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 30);
  FailingEngine changing(*from);
  std::vector<Snapshot> moments{snapshot_of(*from)};
  int changes = 0;
  changing.on_view([&] {
    if (changes % 6 == 4) ++changes;  // what the log does not name may be late
    change_store(*from, changes++);
    moments.push_back(snapshot_of(*from));
  });
  must(copy_store(changing, *to, small_steps()));
  const Snapshot copy = snapshot_of(*to);
  EXPECT_NE(copy, moments.front());
  EXPECT_EQ(std::count(moments.begin(), moments.end(), copy), 1);
}

TEST_F(CopyTest, a_log_that_no_longer_reaches_back_does_not_tear_the_copy) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 30);
  FailingEngine changing(*from);
  int changes = 0;
  changing.on_view([&] {
    if (changes++ >= 20) return;
    change_store(*from, 0);
    must(commit_and_wait(*from, [](Transaction& transaction) { return transaction.trim_log({1'000'000}); }));
  });
  must(copy_store(changing, *to, small_steps()));
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(CopyTest, a_store_that_changes_and_forgets_without_end_is_given_up) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 10);
  FailingEngine changing(*from);
  changing.on_view([&] {
    change_store(*from, 0);
    must(commit_and_wait(*from, [](Transaction& transaction) { return transaction.trim_log({1'000'000}); }));
  });
  const auto given_up = copy_store(changing, *to, small_steps());
  ASSERT_FALSE(given_up.ok());
  EXPECT_EQ(given_up.error().code, Code::busy);
  changing.on_view({});
  must(copy_store(changing, *to));
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(CopyTest, going_on_sees_what_has_changed_since) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 60);
  for (int change = 0; change < 12; ++change) {
    FailingEngine failing(*to);
    failing.fail_after(change == 0 ? 2 : 1, FailingEngine::Moment::before);
    ASSERT_FALSE(copy_store(*from, failing, small_steps()).ok());
    change_store(*from, change);
  }
  EXPECT_TRUE(must(copy_store(*from, *to, small_steps())).resumed);
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(CopyTest, refuses_to_go_on_from_a_later_state) {
  const auto from = make_memory(), earlier = make_memory(), to = make_memory();
  fill_store(*from, 10);
  must(copy_store(*from, *earlier));
  change_store(*from, 0);
  FailingEngine failing(*to);
  failing.fail_after(4, FailingEngine::Moment::before);  // all but what finishes it
  EXPECT_FALSE(copy_store(*from, failing).ok());
  const auto refused = copy_store(*earlier, *to);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::collision);
}

}  // namespace
}  // namespace postroom::storage
