#include "store/retention.h"

#include <gtest/gtest.h>

#include <random>

#include "store/testing/memory_store.h"
#include "support/keep_everything.h"

namespace postroom::store {
namespace {

using namespace std::chrono_literals;
using postroom::testing::keep_everything;
using postroom::testing::kTestDay;
using storage::VersionInfo;

// Versions one after the other, oldest first.
class Versions {
 public:
  Versions& save(std::uint64_t session, Ticks after_the_last, SaveKind kind = SaveKind::plain,
                 std::int64_t bytes = 100) {
    now_ = now_ + after_the_last;
    VersionInfo info;
    info.number = VersionNumber{static_cast<std::int64_t>(list_.size()) + 1};
    info.change_number = ChangeNumber{info.number.value};
    info.kind = kind;
    info.saved = now_;
    info.session = session;
    info.who = "session " + std::to_string(session);
    info.content_bytes = bytes;
    list_.push_back(info);
    return *this;
  }
  FileTime now() const { return now_; }
  const std::vector<VersionInfo>& list() const { return list_; }

 private:
  FileTime now_ = kTestDay;
  std::vector<VersionInfo> list_;
};

// "3+1 1": version 3 with one folded into it, then version 1.
std::string listed(const std::vector<VersionInfo>& versions) {
  std::string text;
  for (const HistoryEntry& entry : fold(versions)) {
    text += (text.empty() ? "" : " ") + std::to_string(entry.version.value);
    if (entry.folded > 0) text += "+" + std::to_string(entry.folded);
  }
  return text;
}

std::size_t pruned(const std::vector<VersionInfo>& versions, const Retention& retention, FileTime now) {
  const auto dropped = to_prune(versions, retention, now);
  for (std::size_t i = 0; i < dropped.size(); ++i)
    EXPECT_EQ(dropped[i], versions[i]) << "not from the old end";
  return dropped.size();
}

Versions spread(int count) {  // an hour apart: nothing folds
  Versions versions;
  for (int i = 0; i < count; ++i) versions.save(1, 1h);
  return versions;
}

TEST(HistoryFolding, lists_saves_of_one_session_within_a_minute_as_one) {
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 20s).save(1, 39s).list()), "3+2");
}

TEST(HistoryFolding, keeps_a_save_exactly_a_minute_later_apart) {
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 60s - Ticks(1)).list()), "2+1");
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 60s).list()), "2 1");
}

TEST(HistoryFolding, keeps_a_version_that_someone_elses_save_displaced) {
  EXPECT_EQ(listed(Versions().save(1, 0s).save(2, 1s).save(1, 1s).list()), "3 2 1");
}

TEST(HistoryFolding, keeps_a_version_that_a_forced_save_or_a_restore_displaced) {
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 1s, SaveKind::forced).list()), "2 1");
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 1s, SaveKind::restored).list()), "2 1");
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, 1s, SaveKind::merged).list()), "2+1");
}

TEST(HistoryFolding, does_not_fold_when_the_clock_was_set_back) {
  EXPECT_EQ(listed(Versions().save(1, 0s).save(1, -24h).list()), "2 1");
}

TEST(HistoryFolding, leaves_what_was_listed_as_it_was_when_more_is_saved) {
  Versions versions;
  for (int i = 0; i < 10; ++i) {
    const std::string before = listed(versions.list());
    versions.save(1, 25s);
    const std::string after = listed(versions.list());
    // All but the newest entry are the end of the new list.
    const std::string older =
        before.find(' ') == std::string::npos ? "" : before.substr(before.find(' ') + 1);
    EXPECT_TRUE(after.ends_with(older)) << before << " became " << after;
  }
}

TEST(HistoryFolding, says_which_version_is_current_and_who_saved) {
  const auto versions = Versions().save(1, 0s).save(2, 1s).list();
  const auto entries = fold(versions);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_TRUE(entries[0].current);
  EXPECT_FALSE(entries[1].current);
  EXPECT_EQ(entries[0].who, "session 2");
  EXPECT_EQ(unfolded(versions).size(), 2u);
  EXPECT_TRUE(unfolded(versions)[0].current);
  EXPECT_TRUE(fold({}).empty());
}

TEST(Pruning, keeps_as_many_listed_versions_as_allowed_and_drops_one_past_them) {
  Retention retention = keep_everything();
  retention.versions = 5;
  EXPECT_EQ(pruned(spread(5).list(), retention, spread(5).now()), 0u);
  EXPECT_EQ(pruned(spread(6).list(), retention, spread(6).now()), 1u);
}

TEST(Pruning, counts_folded_versions_as_one_and_drops_them_together) {
  Retention retention = keep_everything();
  retention.versions = 2;
  const auto two = Versions().save(1, 0s).save(1, 1s).save(1, 1h).save(1, 1s).list();
  EXPECT_EQ(pruned(two, retention, kTestDay + 2h), 0u);
  const auto three = Versions().save(1, 0s).save(1, 1s).save(1, 1h).save(1, 1s).save(1, 1h).list();
  EXPECT_EQ(pruned(three, retention, kTestDay + 3h), 2u);
}

TEST(Pruning, keeps_a_version_replaced_exactly_the_age_ago_and_drops_one_replaced_earlier) {
  Retention retention = keep_everything();
  retention.age = 24h;
  const Versions versions = spread(2);
  EXPECT_EQ(pruned(versions.list(), retention, versions.now() + 24h), 0u);
  EXPECT_EQ(pruned(versions.list(), retention, versions.now() + 24h + Ticks(1)), 1u);
}

TEST(Pruning, counts_the_age_from_when_a_version_was_replaced_not_from_when_it_was_made) {
  Retention retention = keep_everything();
  retention.age = 24h;
  const auto versions = Versions().save(1, 0s).save(1, 24h * 365).list();
  EXPECT_EQ(pruned(versions, retention, versions.back().saved), 0u);
}

TEST(Pruning, keeps_as_many_stored_versions_as_the_hard_limit_allows) {
  Retention retention = keep_everything();
  retention.hard_versions = 3;
  Versions versions;
  versions.save(1, 0s).save(1, 1s).save(1, 1s);
  EXPECT_EQ(pruned(versions.list(), retention, versions.now()), 0u);
  versions.save(1, 1s);
  EXPECT_EQ(pruned(versions.list(), retention, versions.now()), 1u);
}

TEST(Pruning, keeps_as_many_bytes_as_the_hard_limit_allows_with_those_of_the_current_version) {
  Retention retention = keep_everything();
  retention.hard_bytes = 300;
  EXPECT_EQ(pruned(spread(3).list(), retention, spread(3).now()), 0u);
  retention.hard_bytes = 299;
  EXPECT_EQ(pruned(spread(3).list(), retention, spread(3).now()), 1u);
}

TEST(Pruning, never_drops_the_current_version) {
  Retention nothing;
  nothing.versions = 1;
  nothing.age = Ticks(0);
  nothing.hard_versions = 1;
  nothing.hard_bytes = 0;
  const auto versions = spread(4);
  EXPECT_EQ(pruned(versions.list(), nothing, versions.now() + 1000h), 3u);
  EXPECT_EQ(pruned(spread(1).list(), nothing, spread(1).now() + 1000h), 0u);
  EXPECT_EQ(pruned({}, nothing, kTestDay), 0u);
}

TEST(Pruning, leaves_no_gap_in_the_history) {
  Retention retention = keep_everything();
  retention.hard_bytes = 1000;
  Versions versions;
  versions.save(1, 1h).save(1, 1h, SaveKind::plain, 5000).save(1, 1h).save(1, 1h);
  EXPECT_EQ(pruned(versions.list(), retention, versions.now()), 2u);  // the small first one as well
}

storage::MessageRecord row_of(const std::vector<VersionInfo>& versions) {
  storage::MessageRecord record;
  record.created = versions.front().saved;
  record.history_count = static_cast<std::int64_t>(versions.size());
  for (const VersionInfo& version : versions) record.history_bytes += version.content_bytes;
  return record;
}

TEST(Pruning, is_expected_by_the_row_wherever_there_is_something_to_drop) {
  std::mt19937 random(1);
  const auto up_to = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
  int dropping = 0, spared = 0;
  for (int round = 0; round < 2000; ++round) {
    Versions versions;
    for (int i = up_to(8); i >= 0; --i) versions.save(static_cast<std::uint64_t>(up_to(1)), 20s * up_to(9));
    Retention retention;
    retention.versions = 1 + up_to(9);
    retention.hard_versions = 1 + up_to(12);
    retention.hard_bytes = 100 * up_to(12);
    retention.age = 60s * up_to(12);
    const FileTime now = versions.now() + 20s * up_to(9);
    const bool drops = !to_prune(versions.list(), retention, now).empty();
    const bool expected = may_need_pruning(row_of(versions.list()), retention, now);
    EXPECT_TRUE(expected || !drops) << "round " << round;
    dropping += drops;
    spared += !expected;
  }
  EXPECT_GT(dropping, 100);
  EXPECT_GT(spared, 100);
}

TEST(Pruning, is_looked_for_where_the_row_was_made_in_the_future) {
  const Versions versions = spread(2);
  storage::MessageRecord record = row_of(versions.list());
  EXPECT_FALSE(may_need_pruning(record, Retention{}, versions.now()));
  record.created = versions.now() + Ticks(1);
  EXPECT_TRUE(may_need_pruning(record, Retention{}, versions.now()));
}

class RetentionSettings : public MemoryStoreTest {};

TEST_F(RetentionSettings, are_the_defaults_until_they_are_set_and_stay_then) {
  EXPECT_EQ(must(store.retention(ana)), Retention{});
  Retention wanted;
  wanted.versions = 7;
  wanted.age = 48h;
  wanted.hard_versions = 70;
  wanted.hard_bytes = 1 << 20;
  wanted.deleted_age = 72h;
  wanted.log_entries = 5;
  must(store.set_retention(ana, wanted));
  EXPECT_EQ(must(store.retention(ben)), wanted);
  EXPECT_EQ(must(must(open(engine())).retention(ben)), wanted);
}

TEST_F(RetentionSettings, refuse_to_keep_nothing_or_less) {
  Retention wanted;
  wanted.versions = 0;
  EXPECT_EQ(code_of(store.set_retention(ana, wanted)), Code::invalid_argument);
  wanted = {};
  wanted.hard_versions = 0;
  EXPECT_EQ(code_of(store.set_retention(ana, wanted)), Code::invalid_argument);
  wanted = {};
  wanted.age = Ticks(-1);
  EXPECT_EQ(code_of(store.set_retention(ana, wanted)), Code::invalid_argument);
  wanted = {};
  wanted.log_entries = -1;
  EXPECT_EQ(code_of(store.set_retention(ana, wanted)), Code::invalid_argument);
  EXPECT_EQ(must(store.retention(ana)), Retention{});
}

TEST_F(RetentionSettings, that_make_no_sense_in_the_store_are_reported_as_damage) {
  for (const char* text : {"", "x", "12x", "99999999999999999999"}) {
    change([&](storage::Transaction& transaction) {
      return transaction.put_setting("retention.versions", text);
    });
    EXPECT_EQ(code_of(store.retention(ana)), Code::corrupt) << text;
  }
}

TEST_F(RetentionSettings, are_applied_by_saves_now_and_then) {
  Retention wanted = keep_everything();
  wanted.hard_versions = 3;
  must(store.set_retention(ana, wanted));
  const MessageId id = add("1");
  for (int i = 2; i <= 15; ++i) edit(id, std::to_string(i));
  EXPECT_EQ(record(id).history_count, 15);
  edit(id, "16");
  EXPECT_EQ(record(id).history_count, 3);
  EXPECT_EQ(must(store.history(ana, id, true)).size(), 3u);
  EXPECT_EQ(code_of(store.version(ana, id, VersionNumber{13})), Code::not_found);
  EXPECT_TRUE(store.version(ana, id, VersionNumber{14}).ok());
  EXPECT_TRUE(must(store.check(ana)).empty());
}

}  // namespace
}  // namespace postroom::store
