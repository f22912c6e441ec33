// Conformance: many threads at once.
#include "storage/conformance.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

namespace postroom::storage {
namespace {

constexpr int kThreads = 16;

void run_threads(const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(body, i);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

TEST_P(EngineTest, sixteen_threads_draw_numbers_without_gaps_or_repeats) {
  constexpr int kEach = 25;
  const MessageId id = add_message(add_folder());
  const Counters before = must(view()->counters());
  std::mutex mutex;
  std::set<std::int64_t> ids, changes, positions;
  run_threads([&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      std::int64_t drawn = 0;
      ChangeNumber change;
      LogPosition position;
      commit([&](Transaction& transaction) -> Status {
        TRY_SET(drawn, transaction.allocate_id());
        TRY_SET(change, transaction.insert_version(sample_version(id, 2 + thread * kEach + i), {}));
        TRY_SET(position, transaction.append_log(log_record({}, {id})));
        return ok_status();
      });
      const std::lock_guard lock(mutex);
      ids.insert(drawn);
      changes.insert(change.value);
      positions.insert(position.value);
    }
  });
  const auto is_gapless = [](const std::set<std::int64_t>& numbers, std::int64_t start) {
    return numbers.size() == kThreads * kEach && *numbers.begin() == start + 1 &&
           *numbers.rbegin() == start + kThreads * kEach;
  };
  EXPECT_TRUE(is_gapless(ids, before.last_id));
  EXPECT_TRUE(is_gapless(changes, before.change_number.value));
  EXPECT_TRUE(is_gapless(positions, before.log_position.value));
}

TEST_P(EngineTest, change_numbers_and_log_positions_rise_together_in_order_of_commit) {
  constexpr int kEach = 20;
  const MessageId id = add_message(add_folder());
  const LogPosition start = must(view()->counters()).log_position;
  run_threads([&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      commit([&](Transaction& transaction) -> Status {
        TRY_SET(const ChangeNumber change,
                transaction.insert_version(sample_version(id, 2 + thread * kEach + i), {}));
        TRY(transaction.append_log(log_record({}, {{change.value}})));
        return ok_status();
      });
    }
  });
  const auto log = must(view()->log(start, 10'000));
  ASSERT_EQ(log.size(), static_cast<std::size_t>(kThreads * kEach));
  EXPECT_TRUE(std::is_sorted(log.begin(), log.end(), [](const LogRecord& a, const LogRecord& b) {
    return a.messages.at(0) < b.messages.at(0);
  }));
}

TEST_P(EngineTest, of_sixteen_threads_that_compare_and_swap_exactly_one_wins_each_round) {
  constexpr int kRounds = 10;
  const MessageId id = add_message(add_folder());
  for (std::int64_t base = 1; base <= kRounds; ++base) {
    std::atomic<int> won = 0;
    run_threads([&](int) {
      const Status status = commit_and_wait(engine(), [&](Transaction& transaction) -> Status {
        TRY_SET(const auto found, transaction.message(id));
        auto record = found.value();
        if (record.version.value != base) return Error{Code::object_changed, "too late", {}};
        TRY_SET(record.change_number, transaction.insert_version(sample_version(id, base + 1), {}));
        record.version.value = base + 1;
        return transaction.update_message(record);
      });
      if (status.ok()) ++won;
      EXPECT_TRUE(status.ok() || status.error().code == Code::object_changed);
    });
    EXPECT_EQ(won, 1);
  }
  EXPECT_EQ(must(view()->versions(id)).size(), 1U + kRounds);
}

TEST_P(EngineTest, two_engines_of_one_store_lose_no_increment) {
  constexpr int kEach = 50;
  const FolderId folder = add_folder();
  const std::int64_t start = must(view()->folder(folder)).value().content_count;
  const auto other = open_another();
  const auto increment = [&](Engine& on) {
    for (int i = 0; i < kEach; ++i) {
      must(commit_and_wait(on, [&](Transaction& transaction) -> Status {
        TRY_SET(const auto found, transaction.folder(folder));
        auto record = found.value();
        ++record.content_count;
        TRY(transaction.append_log(log_record(folder)));
        return transaction.update_folder(record);
      }));
    }
  };
  std::thread first([&] { increment(engine()); }), second([&] { increment(*other); });
  first.join();
  second.join();
  EXPECT_EQ(must(view()->folder(folder)).value().content_count, start + 2 * kEach);
  EXPECT_EQ(must(view()->log({0}, 1000)).size(), 2U * kEach);
}

TEST_P(EngineTest, threads_stage_and_read_large_values_while_others_commit) {
  const MessageId id = add_message(add_folder());
  run_threads([&](int thread) {
    const Bytes bytes = sample_bytes(300'000, static_cast<std::uint32_t>(thread / 2));  // each content twice
    const LargeValue value = put_large(bytes);
    commit([&](Transaction& transaction) -> Status {
      TRY(transaction.insert_version(sample_version(id, 2 + thread), std::vector{value.hash}));
      return ok_status();
    });
    EXPECT_TRUE(must(read_large(value)) == bytes);
  });
  EXPECT_EQ(collect(kFarFuture), 0U);
  commit([&](Transaction& transaction) { return transaction.remove_message(id, {1}); });
  EXPECT_EQ(collect(kFarFuture), kThreads / 2U);
}

}  // namespace postroom::storage
