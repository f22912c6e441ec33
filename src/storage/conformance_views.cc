// Conformance: a view shows one moment, whatever is written meanwhile.
#include "storage/conformance.h"
#include "storage/conformance_snapshot.h"

#include <atomic>
#include <thread>

namespace postroom::storage {
namespace {

// Moves `amount` from one folder's count to the other's, so that their sum never changes.
Job move_count(FolderId from, FolderId to, std::int64_t amount) {
  return [=](Transaction& transaction) -> Status {
    TRY_SET(const auto found_source, transaction.folder(from));
    auto source = found_source.value();
    TRY_SET(const auto found_target, transaction.folder(to));
    auto target = found_target.value();
    source.content_count -= amount;
    target.content_count += amount;
    TRY(transaction.update_folder(source));
    TRY(transaction.append_log(log_record(from)));
    return transaction.update_folder(target);
  };
}

}  // namespace

TEST_P(EngineTest, a_view_keeps_showing_the_moment_it_was_made) {
  const FolderId folder = add_folder();
  const MessageId id = add_message(folder);
  commit([](Transaction& transaction) { return transaction.put_setting("suite.k", "old"); });
  const auto old = view();
  const Snapshot before = must(read_snapshot(*old, {"suite.k"}));

  add_version(id, 2);
  add_message(folder);
  add_folder();
  commit([&](Transaction& transaction) -> Status {
    TRY(transaction.append_log(log_record(folder)));
    TRY(transaction.insert_name({0x8000, {kPsCommon, 1U}}));
    return transaction.put_setting("suite.k", "new");
  });
  EXPECT_EQ(describe_difference(before, must(read_snapshot(*old, {"suite.k"}))), "");
  EXPECT_EQ(must(view()->setting("suite.k")), "new");
}

TEST_P(EngineTest, a_view_of_an_empty_store_stays_empty) {
  const auto old = view();
  EXPECT_TRUE(must(old->folders()).empty());
  const FolderId folder = add_folder();
  EXPECT_EQ(must(old->folder(folder)), std::nullopt);
  EXPECT_TRUE(must(view()->folder(folder)).has_value());
}

TEST_P(EngineTest, a_view_still_reads_a_message_that_was_removed_after_it) {
  const MessageId id = add_message(add_folder());
  const auto old = view();
  must(old->counters());
  commit([&](Transaction& transaction) { return transaction.remove_message(id, kNow); });
  EXPECT_EQ(must(old->current(id)).value().content, sample_version(id, 1).content);
  EXPECT_EQ(must(view()->message(id)), std::nullopt);
}

TEST_P(EngineTest, several_views_show_their_own_moments) {
  std::vector<std::unique_ptr<View>> views;
  for (int i = 0; i < 5; ++i) {
    commit([i](Transaction& transaction) { return transaction.put_setting("suite.k", std::to_string(i)); });
    views.push_back(view());
    must(views.back()->counters());
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(must(views[i]->setting("suite.k")), std::to_string(i));
}

TEST_P(EngineTest, views_never_see_half_a_job_while_writers_go_on) {
  constexpr int kCommits = 150;
  const FolderId left = add_folder(), right = add_folder();
  const std::int64_t sum = 2 * sample_folder(left, left).content_count;
  std::atomic<bool> finished = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!finished) {
        const auto moment = view();
        const Counters counters = must(moment->counters());
        const std::int64_t first = must(moment->folder(left)).value().content_count;
        const std::int64_t second = must(moment->folder(right)).value().content_count;
        EXPECT_EQ(first + second, sum);
        const auto log = must(moment->log({0}, 10'000));
        EXPECT_EQ(static_cast<std::int64_t>(log.size()), counters.log_position.value);
        EXPECT_EQ(counters, must(moment->counters()));
      }
    });
  }
  for (int i = 0; i < kCommits; ++i) commit(move_count(i % 2 ? left : right, i % 2 ? right : left, i + 1));
  finished = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_P(EngineTest, another_engine_of_the_same_store_sees_what_was_committed) {
  const auto other = open_another();
  const MessageId id = add_message(add_folder());
  EXPECT_TRUE(must(must(other->view())->message(id)).has_value());
  must(commit_and_wait(*other, [](Transaction& t) { return t.put_setting("suite.k", "from the other"); }));
  EXPECT_EQ(must(view()->setting("suite.k")), "from the other");
}

}  // namespace postroom::storage
