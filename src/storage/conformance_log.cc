// Conformance: the change log.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {
namespace {

constexpr int kLastKind = 32;  // the domain has kinds of its own beyond those that ChangeKind names

Job append(int count) {
  return [=](Transaction& transaction) -> Status {
    for (int i = 0; i < count; ++i) TRY(transaction.append_log(log_record({i}, {{1}, {2}})));
    return ok_status();
  };
}

Job trim(std::int64_t up_to) {
  return [=](Transaction& transaction) { return transaction.trim_log({up_to}); };
}

}  // namespace

TEST_P(EngineTest, keeps_every_field_of_a_log_record) {
  for (int kind = static_cast<int>(ChangeKind::message_created); kind <= kLastKind; ++kind) {
    LogRecord record;
    record.kind = static_cast<ChangeKind>(kind);
    record.folder = {std::numeric_limits<std::int64_t>::max()};
    record.old_folder = {kind};
    record.session = std::numeric_limits<std::uint64_t>::max() - kind;
    record.messages = {{kind}, {std::numeric_limits<std::int64_t>::max()}, {1}};
    record.position = {123'456};  // ignored
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(record.position, transaction.append_log(record));
      return ok_status();
    });
    EXPECT_EQ(must(view()->log({record.position.value - 1}, 10)), std::vector{record});
  }
}

TEST_P(EngineTest, a_log_record_may_name_no_message_or_thousands) {
  for (const std::int64_t count : {0, 5000}) {
    LogRecord record = log_record({1});
    for (std::int64_t i = 0; i < count; ++i) record.messages.push_back({count * 1'000'003 - i * 7});
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(record.position, transaction.append_log(record));
      return ok_status();
    });
    EXPECT_EQ(must(view()->log({record.position.value - 1}, 1)), std::vector{record});
  }
}

TEST_P(EngineTest, assigns_log_positions_in_order_and_without_gaps) {
  const LogPosition start = must(view()->counters()).log_position;
  commit(append(3));
  commit(append(2));
  const auto records = must(view()->log(start, 100));
  ASSERT_EQ(records.size(), 5U);
  for (std::size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(records[i].position.value, start.value + 1 + static_cast<std::int64_t>(i));
  }
  EXPECT_EQ(must(view()->counters()).log_position, records.back().position);
}

TEST_P(EngineTest, reads_the_log_from_any_place_in_slices) {
  const LogPosition start = must(view()->counters()).log_position;
  commit(append(10));
  const auto whole = must(view()->log(start, 100));
  std::vector<LogRecord> read;
  for (LogPosition after = start;;) {
    const auto slice = must(view()->log(after, 3));
    if (slice.empty()) break;
    EXPECT_LE(slice.size(), 3U);
    read.insert(read.end(), slice.begin(), slice.end());
    after = slice.back().position;
  }
  EXPECT_EQ(read, whole);
  EXPECT_TRUE(must(view()->log(whole.back().position, 10)).empty());
}

TEST_P(EngineTest, trims_the_log_up_to_a_position) {
  const std::int64_t start = must(view()->counters()).log_position.value;
  commit(append(10));
  commit(trim(start + 4));
  const auto rest = must(view()->log({0}, 100));
  ASSERT_EQ(rest.size(), 6U);
  EXPECT_EQ(rest.front().position.value, start + 5);
  EXPECT_EQ(must(view()->counters()).log_start.value, start + 4);
  EXPECT_EQ(must(view()->counters()).log_position.value, start + 10);
}

TEST_P(EngineTest, trimming_again_up_to_an_earlier_position_changes_nothing) {
  const std::int64_t start = must(view()->counters()).log_position.value;
  commit(append(10));
  commit(trim(start + 6));
  const Counters before = must(view()->counters());
  commit(trim(start + 3));
  EXPECT_EQ(must(view()->counters()), before);
  EXPECT_EQ(must(view()->log({0}, 100)).size(), 4U);
}

TEST_P(EngineTest, positions_go_on_after_the_whole_log_was_trimmed) {
  commit(append(3));
  const LogPosition last = must(view()->counters()).log_position;
  commit(trim(last.value + 50));
  EXPECT_TRUE(must(view()->log({0}, 100)).empty());
  EXPECT_LE(must(view()->counters()).log_start, last) << "later positions are still to come";
  reopen();
  commit(append(1));
  const auto records = must(view()->log(last, 100));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].position.value, last.value + 1);
}

}  // namespace postroom::storage
