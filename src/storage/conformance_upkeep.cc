// Conformance: opening again, backups, read-only stores and watching.
#include "storage/conformance.h"
#include "storage/conformance_snapshot.h"
#include "storage/store_keys.h"

#include <atomic>
#include <condition_variable>
#include <thread>

namespace postroom::storage {
namespace {

// Counts calls, and waits for one more.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    ++rung_;
    changed_.notify_all();
  }
  int count() const {
    const std::lock_guard lock(mutex_);
    return rung_;
  }
  bool wait_past(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return rung_ > count; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int rung_ = 0;
};

Job put(std::string value) {
  return [=](Transaction& transaction) { return transaction.put_setting("suite.k", value); };
}

// A store with a row in every table.
LargeValue furnish(Engine& engine, const LargeValue& large) {
  must(commit_and_wait(engine, [&](Transaction& t) -> Status {
    FolderId folder;
    TRY_SET(folder.value, t.allocate_id());
    TRY(t.insert_folder(sample_folder(folder, folder)));
    std::vector<MessageId> ids(2);
    for (MessageId& id : ids) {
      TRY_SET(id.value, t.allocate_id());
      TRY_SET(const ChangeNumber number, t.insert_version(sample_version(id, 1), std::vector{large.hash}));
      TRY(t.insert_message(sample_message(id, folder, number)));
    }
    TRY(t.insert_link({ids[0], ids[1], {1}}));
    TRY(t.insert_name({0x8000, {kPsCommon, "name"}}));
    for (int i = 0; i < 3; ++i) TRY(t.append_log(log_record(folder, ids)));
    TRY(t.trim_log({1}));
    TRY(t.change_flags(ids, 0x2000, 0, {3}));
    TRY(t.put_lease({1, {0}, {std::int64_t{1} << 62}}));
    return t.put_setting("suite.k", "v");
  }));
  return large;
}

// What src/store writes into a new store last; a backup through another engine is made of such stores alone.
Job make_whole() {
  return [](Transaction& transaction) -> Status {
    TRY(transaction.put_setting(kGuidKey, std::string(16, 'g')));
    return transaction.put_setting(kMadeKey, "1");
  };
}

}  // namespace

TEST_P(EngineTest, everything_is_still_there_after_opening_again) {
  const Bytes bytes = sample_bytes(600'000);
  const LargeValue large = furnish(engine(), put_large(bytes));
  const Bytes loose = sample_bytes(9000, 2);
  put_large(loose);
  const Snapshot before = must(read_snapshot(*view(), {"suite.k"}));
  for (int i = 0; i < 2; ++i) {
    reopen();
    EXPECT_EQ(describe_difference(before, must(read_snapshot(*view(), {"suite.k"}))), "");
    EXPECT_TRUE(must(read_large(large)) == bytes);
    EXPECT_TRUE(must(read_large(name_of(loose))) == loose);
  }
  EXPECT_EQ(collect(kFarFuture), 0U) << "the lease is still there too";
}

TEST_P(EngineTest, a_new_store_begins_at_zero_and_stays_so_when_opened_again) {
  EXPECT_EQ(must(view()->counters()), Counters());
  reopen();
  EXPECT_EQ(must(view()->counters()), Counters());
  EXPECT_TRUE(must(view()->log({0}, 10)).empty());
}

TEST_P(EngineTest, does_not_create_over_an_existing_store_and_does_not_harm_it) {
  const FolderId folder = add_folder();
  close();
  const auto created = GetParam().create(address());
  ASSERT_FALSE(created.ok());
  EXPECT_EQ(created.error().code, Code::collision);
  reopen();
  EXPECT_TRUE(must(view()->folder(folder)).has_value());
}

TEST_P(EngineTest, does_not_open_what_is_not_there) {
  const auto opened = GetParam().open(other_address("nothing"));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, Code::not_found);
  EXPECT_FALSE(GetParam().open(other_address("nothing")).ok()) << "the failed attempt made something";
}

TEST_P(EngineTest, a_store_opened_for_reading_refuses_every_commit) {
  EXPECT_FALSE(engine().is_read_only());
  const LargeValue large = furnish(engine(), put_large(sample_bytes(9000)));
  const Snapshot before = must(read_snapshot(*view(), {"suite.k"}));
  const auto reader = must(GetParam().open_read_only(address()));
  EXPECT_TRUE(reader->is_read_only());
  const Status status = commit_and_wait(*reader, put("changed"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Code::read_only);
  EXPECT_EQ(describe_difference(before, must(read_snapshot(*must(reader->view()), {"suite.k"}))), "");
  EXPECT_TRUE(must(reader->has_large(large)));
}

TEST_P(EngineTest, a_backup_is_a_whole_store_of_its_own) {
  const Bytes bytes = sample_bytes(600'000);
  const LargeValue large = furnish(engine(), put_large(bytes));
  commit(make_whole());
  const Snapshot before = must(read_snapshot(*view(), {"suite.k"}));
  must(engine().backup(backup_address(), [](std::uint64_t done, std::uint64_t total) { EXPECT_LE(done, total); }));
  commit(put("after the backup"));

  const auto copy = open_backup();
  EXPECT_EQ(describe_difference(before, must(read_snapshot(*must(copy->view()), {"suite.k"}))), "");
  EXPECT_EQ(must(copy->verify()), std::vector<std::string>());
  Bytes start(1000);
  EXPECT_EQ(must(copy->read_large(large, 0, start)), 1000U);
  EXPECT_TRUE(std::equal(start.begin(), start.end(), bytes.begin()));
  must(commit_and_wait(*copy, put("in the copy")));
  EXPECT_EQ(must(view()->setting("suite.k")), "after the backup");
}

TEST_P(EngineTest, a_backup_taken_while_others_write_shows_one_moment) {
  const FolderId folder = add_folder();
  commit(make_whole());
  std::atomic<bool> finished = false;
  std::thread writer([&] {
    while (!finished) {
      commit([&](Transaction& transaction) -> Status {
        TRY_SET(const auto found, transaction.folder(folder));
        auto record = found.value();
        TRY_SET(record.log_position, transaction.append_log(log_record(folder)));
        return transaction.update_folder(record);
      });
    }
  });
  Status backed_up = engine().backup(backup_address(), {});
  finished = true;
  writer.join();
  must(std::move(backed_up));
  const auto copy = open_backup();
  const auto moment = must(copy->view());
  EXPECT_EQ(must(moment->folder(folder)).value().log_position, must(moment->counters()).log_position);
  EXPECT_EQ(must(copy->verify()), std::vector<std::string>());
}

TEST_P(EngineTest, reclaiming_space_changes_nothing_that_can_be_read) {
  const Bytes bytes = sample_bytes(600'000);
  const LargeValue large = furnish(engine(), put_large(bytes));
  const Snapshot before = must(read_snapshot(*view(), {"suite.k"}));
  must(engine().reclaim_space([](std::uint64_t done, std::uint64_t total) { EXPECT_LE(done, total); }));
  EXPECT_EQ(describe_difference(before, must(read_snapshot(*view(), {"suite.k"}))), "");
  EXPECT_TRUE(must(read_large(large)) == bytes);
  commit(put("still writable"));
}

TEST_P(EngineTest, watching_reports_own_commits) {
  Bell bell;
  const auto watching = must(engine().watch([&] { bell.ring(); }));
  for (int i = 0; i < 3; ++i) {
    const int before = bell.count();
    commit(put(std::to_string(i)));
    EXPECT_TRUE(bell.wait_past(before));
  }
}

TEST_P(EngineTest, watching_reports_the_commits_of_another_engine) {
  const auto other = open_another();
  Bell bell;
  const auto watching = must(engine().watch([&] { bell.ring(); }));
  for (int i = 0; i < 3; ++i) {
    const int before = bell.count();
    must(commit_and_wait(*other, put(std::to_string(i))));
    EXPECT_TRUE(bell.wait_past(before));
  }
}

TEST_P(EngineTest, several_may_watch_and_each_may_stop) {
  Bell first, second;
  auto stopping = must(engine().watch([&] { first.ring(); }));
  const auto staying = must(engine().watch([&] { second.ring(); }));
  commit(put("1"));
  EXPECT_TRUE(first.wait_past(0));
  EXPECT_TRUE(second.wait_past(0));
  stopping.reset();
  const int stopped_at = first.count(), before = second.count();
  commit(put("2"));
  EXPECT_TRUE(second.wait_past(before));
  EXPECT_EQ(first.count(), stopped_at);
}

TEST_P(EngineTest, ending_a_watch_waits_for_the_call_under_way) {
  std::atomic<bool> inside = false, left = false;
  auto watching = must(engine().watch([&] {
    if (inside.exchange(true)) return;
    inside.notify_all();
    std::this_thread::yield();
    left = true;
  }));
  std::thread writer([&] { commit(put("1")); });
  inside.wait(false);
  watching.reset();
  EXPECT_TRUE(left);
  writer.join();
}

}  // namespace postroom::storage
