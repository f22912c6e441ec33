// Conformance: jobs are atomic, and their completions are called once.
#include "storage/conformance.h"

#include <postroom/tags.h>

#include <atomic>
#include <condition_variable>
#include <thread>

namespace postroom::storage {
namespace {

// What completions answered, awaited from the test's thread.
class Answers {
 public:
  Completion completion() {
    return [this](Status status) {
      const std::lock_guard lock(mutex_);
      statuses_.push_back(std::move(status));
      arrived_.notify_all();
    };
  }
  std::vector<Status> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return statuses_.size() >= count; });
    return statuses_;
  }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return statuses_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Status> statuses_;
};

Status refuse() { return Error{Code::cancelled, "The suite refuses this job.", "on purpose"}; }

}  // namespace

TEST_P(EngineTest, a_job_sees_its_own_writes) {
  commit([&](Transaction& transaction) -> Status {
    FolderId folder;
    TRY_SET(folder.value, transaction.allocate_id());
    TRY(transaction.insert_folder(sample_folder(folder, folder)));
    MessageId id;
    TRY_SET(id.value, transaction.allocate_id());
    TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1), {}));
    TRY(transaction.insert_message(sample_message(id, folder, number)));
    TRY(transaction.put_setting("suite.key", "value"));
    TRY_SET(const LogPosition position, transaction.append_log(log_record(folder, {id})));
    TRY(transaction.change_flags(std::vector{id}, 0x100, 0, position));

    EXPECT_EQ(must(transaction.folders()).size(), 1U);
    EXPECT_EQ(must(transaction.messages(messages_in(folder))).size(), 1U);
    EXPECT_EQ(must(transaction.current(id)).value().record.flags, 0x111);
    EXPECT_EQ(must(transaction.setting("suite.key")), "value");
    EXPECT_EQ(must(transaction.counters()).change_number, number);
    EXPECT_EQ(must(transaction.counters()).log_position, position);
    EXPECT_EQ(must(transaction.counters()).last_id, id.value);
    EXPECT_EQ(must(transaction.log({position.value - 1}, 10)).size(), 1U);
    return ok_status();
  });
}

TEST_P(EngineTest, hands_a_failing_job_its_own_error) {
  const Status status = commit_and_wait(engine(), [](Transaction&) { return refuse(); });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Code::cancelled);
  EXPECT_EQ(describe(status.error()), describe(refuse().error()));
}

TEST_P(EngineTest, a_job_that_writes_nothing_succeeds) {
  const Counters before = must(view()->counters());
  commit([](Transaction&) { return ok_status(); });
  EXPECT_EQ(must(view()->counters()), before);
}

TEST_P(EngineTest, calls_each_completion_once) {
  constexpr std::size_t kJobs = 200;
  std::vector<std::atomic<int>> calls(kJobs);
  for (std::size_t i = 0; i < kJobs; ++i) {
    engine().commit(
        [i](Transaction& transaction) { return i % 3 ? transaction.put_setting("suite.k", "v") : refuse(); },
        [&calls, i](Status status) {
          EXPECT_EQ(status.ok(), i % 3 != 0);
          ++calls[i];
        });
  }
  close();  // answers everything that was asked
  for (const auto& count : calls) EXPECT_EQ(count, 1);
  reopen();
}

TEST_P(EngineTest, a_completion_comes_after_its_writes_can_be_read) {
  for (int i = 0; i < 20; ++i) {
    const std::string value = std::to_string(i);
    commit([&](Transaction& transaction) { return transaction.put_setting("suite.k", value); });
    EXPECT_EQ(must(view()->setting("suite.k")), value);
  }
}

TEST_P(EngineTest, a_completion_may_commit_again) {
  constexpr int kLinks = 300;
  Answers answers;
  std::function<void(int)> chain = [&](int left) {
    engine().commit(
        [](Transaction& transaction) -> Status {
          TRY(transaction.append_log({}));
          return ok_status();
        },
        [&, left](Status status) {
          if (left > 1) chain(left - 1);
          answers.completion()(std::move(status));
        });
  };
  const LogPosition start = must(view()->counters()).log_position;
  chain(kLinks);
  for (const Status& status : answers.wait_for(kLinks)) EXPECT_TRUE(status.ok());
  EXPECT_EQ(must(view()->counters()).log_position.value, start.value + kLinks);
}

TEST_P(EngineTest, failing_jobs_of_a_group_leave_no_gaps_and_no_writes) {
  constexpr std::size_t kThreads = 4, kEach = 40;
  const MessageId id = add_message(add_folder());
  const Counters before = must(view()->counters());
  std::atomic<bool> open = false;
  std::atomic<std::size_t> started = 0;
  Answers answers;
  // Holds the engine up, so that the jobs behind it come in a group, if the engine makes groups.
  std::thread gate([&] {
    engine().commit([&](Transaction&) { return open.wait(false), ok_status(); }, answers.completion());
  });
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < kEach; ++i) {
        if (i == 0) ++started, started.notify_all();
        const auto number = static_cast<std::int64_t>(2 + t * kEach + i);
        engine().commit(
            [id, number](Transaction& transaction) -> Status {
              TRY(transaction.allocate_id());
              TRY(transaction.insert_version(sample_version(id, number), {}));
              TRY(transaction.append_log(log_record({}, {id})));
              TRY(transaction.put_setting("suite." + std::to_string(number), "there"));
              return number % 2 ? refuse() : ok_status();
            },
            answers.completion());
      }
    });
  }
  for (std::size_t seen = started; seen < kThreads; seen = started) started.wait(seen);
  open = true;
  open.notify_all();
  gate.join();
  for (std::thread& thread : threads) thread.join();
  answers.wait_for(1 + kThreads * kEach);

  const std::int64_t succeeded = kThreads * kEach / 2;
  const Counters after = must(view()->counters());
  EXPECT_EQ(after.last_id, before.last_id + succeeded);
  EXPECT_EQ(after.change_number.value, before.change_number.value + succeeded);
  EXPECT_EQ(after.log_position.value, before.log_position.value + succeeded);
  const auto infos = must(view()->versions(id));
  EXPECT_EQ(infos.size(), 1U + succeeded);
  for (const VersionInfo& info : infos) EXPECT_TRUE(info.number.value == 1 || info.number.value % 2 == 0);
  EXPECT_EQ(must(view()->log(before.log_position, 1000)).size(), static_cast<std::size_t>(succeeded));
  EXPECT_EQ(must(view()->setting("suite.3")), std::nullopt);
  EXPECT_EQ(must(view()->setting("suite.4")), "there");
}

// As saves of one message and of others are: each reads first, and some are refused.
TEST_P(EngineTest, jobs_on_messages_see_what_those_before_them_made_of_them) {
  constexpr std::int64_t kJobs = 60;
  const FolderId folder = add_folder();
  const std::vector<MessageId> ids = add_messages(folder, 3);
  Answers answers;
  const auto change = [folder](MessageId id, std::int64_t number) {
    return [folder, id, number](Transaction& transaction) -> Status {
      TRY_SET(auto found, transaction.message(id));
      TRY_SET(const auto in, transaction.folder(folder));
      if (!found || !in) return Error{Code::not_found, "gone", {}};
      found->size += 1;
      TRY(transaction.update_message(*found));
      TRY_SET(const auto again, transaction.message(id));
      if (again != found) return Error{Code::corrupt, "not seen", {}};
      return number % 5 == 4 ? refuse() : ok_status();
    };
  };
  for (std::int64_t i = 0; i < kJobs; ++i) {
    const MessageId id = ids[static_cast<std::size_t>(i) % ids.size()];
    engine().commit_on(id, change(id, i), answers.completion());
    if (i == kJobs / 2) {
      const auto read = [id](Transaction& transaction) {
        return transaction.change_flags(std::vector{id}, message_flag::read, 0, LogPosition{});
      };
      engine().commit_on(id, read, answers.completion());
    }
  }
  engine().commit_on({12345}, change({12345}, 1), answers.completion());
  std::size_t refused = 0, gone = 0;
  for (const Status& status : answers.wait_for(kJobs + 2)) {
    if (status.ok()) continue;
    ++(status.error().code == Code::not_found ? gone : refused);
    EXPECT_NE(status.error().code, Code::corrupt);
  }
  EXPECT_EQ(gone, 1U);
  EXPECT_EQ(refused, kJobs / 5U);
  std::int64_t grown = 0;
  const std::int64_t before = message(add_message(folder)).size;
  for (const MessageId id : ids) grown += message(id).size - before;
  EXPECT_EQ(grown, kJobs - kJobs / 5);
  EXPECT_TRUE(message(ids[(kJobs / 2) % ids.size()]).flags & message_flag::read);
}

TEST_P(EngineTest, however_often_a_job_runs_its_writes_count_once) {
  std::atomic<int> runs = 0;
  const Counters before = must(view()->counters());
  commit([&](Transaction& transaction) -> Status {
    ++runs;
    TRY(transaction.append_log({}));
    return ok_status();
  });
  EXPECT_GE(runs, 1);
  EXPECT_EQ(must(view()->counters()).log_position.value, before.log_position.value + 1);
}

TEST_P(EngineTest, answers_every_completion_before_the_engine_is_gone) {
  Answers answers;
  for (int i = 0; i < 100; ++i) {
    engine().commit(
        [](Transaction& transaction) -> Status {
          TRY(transaction.append_log({}));
          return ok_status();
        },
        answers.completion());
  }
  close();
  EXPECT_EQ(answers.count(), 100U);
  std::int64_t succeeded = 0;
  for (const Status& status : answers.wait_for(100)) succeeded += status.ok() ? 1 : 0;
  reopen();
  EXPECT_EQ(must(view()->counters()).log_position.value, succeeded);
}

}  // namespace postroom::storage
