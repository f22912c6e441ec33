// That the checker can fail: a good history made by hand, and what spoils it.
#include "history/checker.h"

#include <gmock/gmock.h>

#include <list>

namespace postroom::history {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr MessageId kMessage{21};
constexpr MessageId kCopy{22};

std::string digest_of(const Fields& fields) { return "digest of " + to_text(fields); }

class CheckerTest : public ::testing::Test {
 protected:
  // Version 1 is made; a1 saves on it in strict mode; a2 is refused and merges; a3 forces from version 2; a4
  // saves version 1 elsewhere.
  void SetUp() override {
    store(kMessage, SaveKind::first, "maker", {{"subject", "plan"}});
    store(kMessage, SaveKind::plain, "a1", {{"subject", "plan"}, {"x", "1"}});
    store(kMessage, SaveKind::merged, "a2", {{"subject", "plan"}, {"x", "1"}, {"y", "2"}});
    store(kMessage, SaveKind::forced, "a3", {{"subject", "plan"}, {"x", "1"}, {"z", "3"}});
    store(kCopy, SaveKind::first, "a4", {{"subject", "mine"}});
    stored_.links.emplace(kMessage, kCopy);

    made_ = &add(Outcome::made, "maker", 1, 1);
    look("a1", 1, 1);
    look("a2", 1, 1);
    look("a4", 1, 1);
    strict_ = &save("a1", Mode::strict, 1, 2, 2, {{"x", "1"}});
    look("a3", 2, 2);
    refused_ = &save("a2", Mode::strict, 1, 2, 2, {{"y", "2"}});
    refused_->outcome = Outcome::refused;
    merged_ = &save("a2", Mode::merge, 1, 3, 3, {{"y", "2"}});
    merged_->merged = true;
    forced_ = &save("a3", Mode::force, 2, 4, 4, {{"z", "3"}});
    copied_ = &save("a4", Mode::elsewhere, 1, 1, 5, {{"subject", "mine"}});
    copied_->copy = kCopy;
    late_ = &look("a5", 4, 4);
  }

  void store(MessageId id, SaveKind kind, const std::string& who, const Fields& fields) {
    auto& versions = stored_.messages[id];
    const VersionNumber number{static_cast<std::int64_t>(versions.size()) + 1};
    versions.push_back({number, kind, who, digest_of(fields), fields});
  }

  StoredVersion& version(int number) {
    return stored_.messages[kMessage][static_cast<std::size_t>(number) - 1];
  }

  void change(int number, const std::string& field, const std::string& value) {
    version(number).fields[field] = value;
    version(number).digest = digest_of(version(number).fields);
    for (Record& record : records_) {
      if (record.version.value == number && !record.copy.value) record.digest = version(number).digest;
    }
  }

  Record& add(Outcome outcome, const std::string& handle, int number, int change) {
    Record record;
    record.outcome = outcome;
    record.actor = handle.back();
    record.handle = handle;
    record.message = kMessage;
    record.version = record.base = {number};
    record.change = {change};
    record.digest = version(number).digest;
    records_.push_back(record);
    return records_.back();
  }

  Record& look(const std::string& handle, int number, int change) {
    return add(Outcome::looked, handle, number, change);
  }

  Record& save(const std::string& handle, Mode mode, int base, int number, int change, const Edits& edits) {
    Record& record = add(Outcome::committed, handle, number, change);
    record.mode = mode;
    record.base = {base};
    record.edits = edits;
    return record;
  }

  std::vector<std::string> found() const {
    return check_history({records_.begin(), records_.end()}, stored_);
  }
  void expect(const std::string& sentence) const { EXPECT_THAT(found(), Contains(HasSubstr(sentence))); }

  Stored stored_;
  std::list<Record> records_;  // pointers into it stay
  Record *made_ = nullptr, *strict_ = nullptr, *refused_ = nullptr, *merged_ = nullptr, *forced_ = nullptr,
         *copied_ = nullptr, *late_ = nullptr;
};

TEST_F(CheckerTest, finds_nothing_in_a_good_history) { EXPECT_THAT(found(), IsEmpty()); }

TEST_F(CheckerTest, finds_a_strict_save_that_went_over_another) {
  strict_->version = {3};
  strict_->edits = {{"x", "1"}, {"y", "2"}};
  expect("it is not right behind its base");
}

TEST_F(CheckerTest, finds_an_acknowledged_save_that_is_missing) {
  stored_.messages[kMessage].pop_back();
  expect("it was acknowledged and is not there");
}

TEST_F(CheckerTest, finds_a_version_acknowledged_twice) {
  records_.push_back(*strict_);
  expect("the same version was acknowledged to a1");
}

TEST_F(CheckerTest, finds_a_refused_save_that_left_a_version) {
  store(kMessage, SaveKind::plain, "a2", {{"subject", "plan"}, {"y", "2"}});
  expect("Version 5 of message 21 by a2 was acknowledged to nobody");
}

TEST_F(CheckerTest, finds_a_save_stored_for_someone_else) {
  version(2).who = "a7";
  expect("it is stored as saved by a7");
}

TEST_F(CheckerTest, finds_a_save_stored_as_another_kind) {
  version(4).kind = SaveKind::plain;
  expect("it is stored as another kind of save");
}

TEST_F(CheckerTest, finds_a_handle_that_stands_on_something_else_after_its_save) {
  merged_->digest = "digest of mine alone";
  expect("its content was another afterwards");
}

TEST_F(CheckerTest, finds_a_gap_in_the_version_numbers) {
  stored_.messages[kMessage].erase(stored_.messages[kMessage].begin() + 1);
  expect("Version 3 of message 21 stands where version 2 is to be");
}

TEST_F(CheckerTest, finds_a_gap_in_the_change_numbers) {
  copied_->change = {6};
  expect("Change numbers go on with 6 where 5 is due");
}

TEST_F(CheckerTest, finds_a_change_number_given_twice) {
  copied_->change = {4};
  expect("its change number is that of Version 4 of message 21, too");
}

TEST_F(CheckerTest, finds_change_numbers_out_of_order) {
  std::swap(strict_->change, merged_->change);
  expect("has a change number out of order");
}

TEST_F(CheckerTest, finds_an_edit_that_was_lost) {
  strict_->edits["w"] = "0";
  expect("it says subject=plan x=1 instead of subject=plan w=0 x=1");
}

TEST_F(CheckerTest, finds_an_edit_that_nobody_made) {
  change(2, "w", "0");
  expect("instead of subject=plan x=1");
}

TEST_F(CheckerTest, finds_a_merge_that_lost_their_change) {
  version(3).fields.erase("x");
  expect("it says subject=plan y=2 instead of subject=plan x=1 y=2");
}

TEST_F(CheckerTest, finds_a_merge_that_lost_mine) {
  version(3).fields.erase("y");
  expect("it says subject=plan x=1 instead of subject=plan x=1 y=2");
}

TEST_F(CheckerTest, finds_a_merge_over_a_true_overlap) {
  merged_->edits["x"] = "9";
  expect("both sides had changed the same field differently");
}

TEST_F(CheckerTest, finds_a_merge_with_nothing) {
  merged_->base = {2};
  expect("there was nothing to merge with");
}

TEST_F(CheckerTest, finds_a_forced_save_whose_victim_is_nobodys) {
  records_.remove_if([&](const Record& record) { return &record == merged_; });
  expect("what it replaced is not in the history");
}

TEST_F(CheckerTest, finds_a_forced_save_that_merged) {
  change(4, "y", "2");
  expect("it says subject=plan x=1 y=2 z=3 instead of subject=plan x=1 z=3");
}

TEST_F(CheckerTest, finds_a_refusal_without_a_reason) {
  refused_->version = {1};
  expect("nobody had saved behind its base");
}

TEST_F(CheckerTest, finds_a_refusal_that_tells_of_other_content) {
  refused_->digest = "digest of something";
  expect("their version has another content than the refusal told");
}

TEST_F(CheckerTest, finds_a_merge_refused_though_both_fit) {
  refused_->mode = Mode::merge;
  expect("the two sides fit together");
}

TEST_F(CheckerTest, accepts_a_merge_refused_for_an_overlap) {
  refused_->mode = Mode::merge;
  refused_->edits = {{"x", "5"}};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(CheckerTest, finds_a_forced_save_that_was_refused) {
  refused_->mode = Mode::force;
  expect("this mode is never refused");
}

TEST_F(CheckerTest, finds_a_snapshot_of_no_version) {
  late_->version = {9};
  expect("there is no such version");
}

TEST_F(CheckerTest, finds_a_snapshot_that_mixes_versions) {
  late_->digest = "digest of half of each";
  expect("it looked different");
}

TEST_F(CheckerTest, finds_a_snapshot_with_the_number_of_another_change) {
  late_->change = {3};
  expect("it had another change number");
}

TEST_F(CheckerTest, finds_a_client_that_is_shown_an_earlier_version_than_before) {
  late_->actor = forced_->actor;
  late_->version = {3};
  late_->change = {3};
  late_->digest = version(3).digest;
  expect("this client had already seen version 4");
}

TEST_F(CheckerTest, finds_a_copy_that_is_not_linked) {
  stored_.links.clear();
  expect("the copy is not linked");
}

TEST_F(CheckerTest, finds_a_copy_without_the_edits) {
  stored_.messages[kCopy][0].fields = {{"subject", "plan"}};
  expect("it says subject=plan instead of subject=mine");
}

TEST_F(CheckerTest, finds_edits_dropped_by_a_save_that_had_nothing_to_commit) {
  Record& nothing = save("a5", Mode::strict, 4, 4, 4, {{"v", "1"}});
  nothing.outcome = Outcome::nothing;
  expect("edits were dropped");
}

TEST_F(CheckerTest, accepts_a_merge_whose_changes_they_had_made) {
  Record& nothing = save("a6", Mode::merge, 1, 2, 2, {{"x", "1"}});
  nothing.outcome = Outcome::nothing;
  nothing.merged = true;
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(CheckerTest, passes_on_an_answer_that_may_not_come) {
  late_->outcome = Outcome::broken;
  expect("no answer like this may come");
}

}  // namespace
}  // namespace postroom::history
