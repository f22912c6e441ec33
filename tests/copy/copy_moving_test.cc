// Moves: the source is sealed before the copy is a store.
#include "copied_store.h"
#include "copy_places.h"
#include "failing_engine.h"
#include "storage/seal.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

class MoveTest : public CopyTest {
 protected:
  MoveTest() : from_(make_memory()), to_(make_memory()) { fill_store(*from_, 12); }

  bool is_made() { return must(must(to_->view())->setting(kMadeKey)).has_value(); }
  bool is_sealed_now() { return is_sealed(must(must(from_->view())->counters())); }
  // As the source was before it was sealed.
  void expect_moved(const Snapshot& before) {
    EXPECT_TRUE(is_made());
    EXPECT_TRUE(is_sealed_now());
    EXPECT_EQ(describe_difference(before, snapshot_of(*to_)), "");
  }
  Code code_of_save() {
    const Status saved =
        commit_and_wait(*from_, [](Transaction& transaction) { return transaction.put_setting("a", "b"); });
    return saved.ok() ? Code::cancelled : saved.error().code;
  }

  std::unique_ptr<Engine> from_, to_;
};

TEST_F(MoveTest, a_moved_store_is_equal_and_the_old_one_says_where_it_is) {
  const Snapshot before = snapshot_of(*from_);
  const CopyReport report = must(move_store(*from_, *to_, "the other place", small_steps()));
  EXPECT_EQ(report.messages, 11);
  expect_moved(before);
  const Status moved = refuse_if_moved(*must(from_->view()));
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().code, Code::not_found);
  EXPECT_NE(moved.error().message.find("the other place"), std::string::npos);
  EXPECT_TRUE(refuse_if_moved(*must(to_->view())).ok());
}

TEST_F(MoveTest, who_still_has_the_old_store_open_cannot_save_and_is_told_where_it_is) {
  must(move_store(*from_, *to_, "the other place"));
  EXPECT_EQ(code_of_save(), Code::read_only);
  const Status saved =
      commit_and_wait(*from_, [](Transaction& transaction) { return transaction.put_setting("a", "b"); });
  EXPECT_NE(saved.error().message.find("the other place"), std::string::npos);
  EXPECT_EQ(must(must(from_->view())->messages_after({0}, 100)).size(), 11U) << "but can read";
}

TEST_F(MoveTest, what_was_saved_until_the_seal_is_in_the_new_store) {
  FailingEngine changing(*from_);
  Snapshot last;
  int changes = 0;
  changing.on_view([&] {
    if (is_sealed_now()) return;
    change_store(*from_, changes++);
    last = snapshot_of(*from_);
  });
  must(move_store(changing, *to_, "there", small_steps()));
  EXPECT_GT(changes, 10);
  expect_moved(last);
}

TEST_F(MoveTest, an_interruption_at_any_commit_never_leaves_two_stores_that_take_changes) {
  const Snapshot before = snapshot_of(*from_);
  int commits = 0;
  for (bool failed = true; failed; ++commits) {
    from_ = make_memory(), to_ = make_memory();
    fill_store(*from_, 12);
    FailingEngine failing(*to_);
    failing.fail_after(commits, commits % 2 ? FailingEngine::Moment::before : FailingEngine::Moment::after);
    failed = !move_store(*from_, failing, "there", small_steps()).ok();
    EXPECT_TRUE(!is_made() || is_sealed_now()) << "after " << commits << " commits";
    must(move_store(*from_, *to_, "there", small_steps()));
    expect_moved(before);
  }
  EXPECT_GE(commits, 10);
}

TEST_F(MoveTest, a_source_that_cannot_be_sealed_stays_as_it_was) {
  FailingEngine failing(*from_);
  failing.fail_after(0, FailingEngine::Moment::before);
  EXPECT_FALSE(move_store(failing, *to_, "there").ok());
  EXPECT_FALSE(is_sealed_now());
  EXPECT_FALSE(is_made());
  EXPECT_EQ(code_of_save(), Code::cancelled) << "a save goes through";
}

TEST_F(MoveTest, a_failure_after_the_seal_takes_it_back) {
  FailingEngine failing(*to_);
  FailingEngine watching(*from_);
  watching.on_view([&] {
    if (is_sealed_now() && !failing.has_failed()) failing.fail_once_after(0);
  });
  EXPECT_FALSE(move_store(watching, failing, "there").ok());
  EXPECT_TRUE(failing.has_failed());
  EXPECT_FALSE(is_sealed_now());
  EXPECT_EQ(code_of_save(), Code::cancelled) << "a save goes through";
  EXPECT_TRUE(refuse_if_moved(*must(from_->view())).ok());
}

TEST_F(MoveTest, a_source_stays_sealed_while_its_copy_cannot_be_kept_from_being_finished) {
  FailingEngine failing(*to_);
  FailingEngine watching(*from_);
  watching.on_view([&] {
    if (is_sealed_now() && !failing.has_failed()) failing.fail_after(0, FailingEngine::Moment::before);
  });
  EXPECT_FALSE(move_store(watching, failing, "there").ok());
  EXPECT_TRUE(is_sealed_now());
  EXPECT_TRUE(move_store(*from_, *to_, "there").ok());
  EXPECT_TRUE(is_made());
}

TEST_F(MoveTest, a_run_whose_copy_another_has_taken_over_writes_nothing_more) {
  FailingEngine watching(*from_);
  bool taken_over = false;
  watching.on_view([&] {
    if (!is_sealed_now() || std::exchange(taken_over, true)) return;
    EXPECT_TRUE(move_store(*from_, *to_, "there").ok());
  });
  const auto first = move_store(watching, *to_, "there");
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().code, Code::collision);
  EXPECT_TRUE(is_made());
  EXPECT_TRUE(is_sealed_now());
}

TEST_F(MoveTest, a_move_that_is_done_may_be_asked_for_again) {
  const Snapshot before = snapshot_of(*from_);
  EXPECT_FALSE(must(move_store(*from_, *to_, "there")).finished);
  const CopyReport again = must(move_store(*from_, *to_, "there"));
  EXPECT_TRUE(again.finished);
  EXPECT_FALSE(again.resumed);
  expect_moved(before);
}

TEST_F(MoveTest, a_move_can_be_taken_back) {
  const Snapshot before = snapshot_of(*from_);
  must(move_store(*from_, *to_, "there"));
  must(undo_move(*from_));
  EXPECT_EQ(describe_difference(before, snapshot_of(*from_)), "");
  EXPECT_TRUE(refuse_if_moved(*must(from_->view())).ok());
  EXPECT_EQ(code_of_save(), Code::cancelled) << "a save goes through";
}

TEST_F(MoveTest, where_there_was_no_move_none_is_taken_back) {
  const Snapshot before = snapshot_of(*from_);
  const Status undone = undo_move(*from_);
  ASSERT_FALSE(undone.ok());
  EXPECT_EQ(undone.error().code, Code::invalid_argument);
  EXPECT_EQ(describe_difference(before, snapshot_of(*from_)), "");
}

TEST_F(MoveTest, a_moved_store_goes_nowhere_else) {
  must(move_store(*from_, *to_, "there"));
  const auto third = make_memory();
  const auto moved = move_store(*from_, *third, "elsewhere");
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().code, Code::not_found);
  EXPECT_FALSE(copy_store(*from_, *third).ok());
  must(move_store(*to_, *third, "elsewhere"));
  EXPECT_EQ(describe_difference(snapshot_of(*to_), snapshot_of(*third)).find("messages"), std::string::npos);
}

}  // namespace
}  // namespace postroom::storage
