// The queue of an engine's jobs before its one writer: who finds it free runs his job himself; who comes
// meanwhile waits and is taken together with the others that wait, for one database transaction with one
// sync.
#pragma once

#include "storage/awaited_commit.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <span>
#include <system_error>
#include <thread>

namespace postroom::storage {

inline constexpr std::size_t kMaxGroup = 256;                  // jobs in one transaction
inline constexpr std::chrono::milliseconds kMaxGroupTime{50};  // then no further job is added to it
inline constexpr int kGatheringShare = 8;  // of the time that the last group took, spent waiting for more

enum class Announce { no, yes };  // whether watchers are to know

// `Writing` is the engine's own Transaction.
template <class Writing>
class JobQueue {
 public:
  using WritingJob = std::function<Status(Writing&)>;

  struct Item {
    WritingJob job;
    Completion done;
    Announce announce = Announce::yes;
    MessageId reads = {};  // first (Engine::commit_on), where that is known
    Status outcome = ok_status();
    bool wrote = false;  // and so depends on the commit
  };
  using Items = std::span<Item>;

  // Who does the jobs: one thread at a time, not always the same.
  class Worker {
   public:
    virtual ~Worker() = default;
    // Before a group is run. True if that took a while, for a lock perhaps: then what was queued meanwhile
    // joins the group.
    virtual bool get_ready(Items) { return false; }
    // Decides the outcomes of some items from the front, and returns how many: at least one.
    virtual std::size_t run_some(Items items) = 0;
    // Between two groups, when all who were decided have their answers.
    virtual void tidy_up() {}
  };

  // `worker` outlives the queue.
  explicit JobQueue(Worker& worker) : worker_(worker) {}
  ~JobQueue() { finish(); }
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  // Runs what is queued and ends the thread; commit() is not called any more.
  void finish();
  // As Engine::commit().
  void commit(WritingJob job, Completion done, Announce announce, MessageId reads = {});
  Status commit_and_wait(WritingJob job, Announce announce, MessageId reads = {});
  // Runs `work` in a worker's place. False: somebody else is at work, and it was not run.
  template <class Work>
  bool run_if_free(const Work& work);

 private:
  void run_queue();
  void run_groups(std::unique_lock<std::mutex>& guard);
  void hand_over();
  std::vector<Item> take_group(std::unique_lock<std::mutex>& guard);
  enum class Stay { for_one_round, to_the_end };
  // Decides and tells them. Who does not stay to the end puts what is left before all others in the queue.
  void work_on(std::vector<Item>& group, Stay stay);
  void take_waiting(std::vector<Item>& group);  // needs mutex_

  Worker& worker_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Item> queue_;
  bool busy_ = false;    // somebody is at work
  bool handed_ = false;  // and that is the thread
  bool ending_ = false;
  std::size_t expected_ = 0;               // jobs worth waiting for; commit() wakes who waits
  std::size_t last_size_ = 0;              // of the group before
  std::chrono::nanoseconds last_time_{0};  // that it took
  std::thread thread_;                     // started when jobs have to wait for the first time
};

// What a job says; what it throws is an error of its own.
template <class Writing>
Status call_job(const std::function<Status(Writing&)>& job, Writing& transaction) {
  try {
    return job(transaction);
  } catch (const std::bad_alloc&) {
    return Error{Code::io_error, "Memory ran out; nothing was changed.", {}};
  } catch (const std::exception& thrown) {
    return Error{Code::io_error, "The change failed; nothing was changed.", thrown.what()};
  } catch (...) {
    return Error{Code::io_error, "The change failed; nothing was changed.", {}};
  }
}

template <class Writing>
void JobQueue<Writing>::finish() {
  {
    const std::lock_guard guard(mutex_);
    ending_ = true;
  }
  work_.notify_one();
  if (thread_.joinable()) thread_.join();
}

template <class Writing>
void JobQueue<Writing>::commit(WritingJob job, Completion done, Announce announce, MessageId reads) {
  std::vector<Item> alone;
  alone.push_back({.job = std::move(job), .done = std::move(done), .announce = announce, .reads = reads});
  {
    const std::lock_guard guard(mutex_);
    if (busy_) {
      queue_.push_back(std::move(alone.front()));
      if (queue_.size() == expected_) work_.notify_one();
      return;
    }
    busy_ = true;
  }
  work_on(alone, Stay::for_one_round);
  hand_over();
}

template <class Writing>
Status JobQueue<Writing>::commit_and_wait(WritingJob job, Announce announce, MessageId reads) {
  AwaitedCommit waiting;
  commit(std::move(job), waiting.completion(), announce, reads);
  return waiting.wait();
}

template <class Writing>
template <class Work>
bool JobQueue<Writing>::run_if_free(const Work& work) {
  {
    const std::lock_guard guard(mutex_);
    if (busy_) return false;
    busy_ = true;
  }
  work();
  hand_over();
  return true;
}

template <class Writing>
void JobQueue<Writing>::hand_over() {
  std::unique_lock guard(mutex_);
  if (queue_.empty()) {
    busy_ = false;
    return;
  }
  try {
    if (!thread_.joinable()) thread_ = std::thread([this] { run_queue(); });
  } catch (const std::system_error&) {
    return run_groups(guard);  // no thread to be had: the work is done here
  }
  handed_ = true;
  work_.notify_one();
}

template <class Writing>
void JobQueue<Writing>::run_queue() {
  std::unique_lock guard(mutex_);
  for (;;) {
    work_.wait(guard, [&] { return handed_ || ending_; });
    if (!handed_) return;
    run_groups(guard);
  }
}

template <class Writing>
void JobQueue<Writing>::run_groups(std::unique_lock<std::mutex>& guard) {
  while (!queue_.empty()) {
    std::vector<Item> group = take_group(guard);
    guard.unlock();
    const auto start = std::chrono::steady_clock::now();
    work_on(group, Stay::to_the_end);
    last_time_ = std::chrono::steady_clock::now() - start;
    last_size_ = group.size();
    group.clear();  // jobs and completions may own much
    guard.lock();
  }
  busy_ = handed_ = false;
}

// Those who have just had their answers often come back with the next job. Waiting for them a little makes
// one sync serve twice as many.
template <class Writing>
std::vector<typename JobQueue<Writing>::Item> JobQueue<Writing>::take_group(
    std::unique_lock<std::mutex>& guard) {
  expected_ = std::min(last_size_, kMaxGroup);
  if (queue_.size() < expected_ && !ending_) {
    work_.wait_for(guard, last_time_ / kGatheringShare,
                   [&] { return queue_.size() >= expected_ || ending_; });
  }
  expected_ = 0;
  std::vector<Item> group;
  take_waiting(group);
  return group;
}

template <class Writing>
void JobQueue<Writing>::take_waiting(std::vector<Item>& group) {
  const std::size_t count = std::min(queue_.size(), kMaxGroup - std::min(group.size(), kMaxGroup));
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  group.insert(group.end(), std::move_iterator(queue_.begin()), std::move_iterator(end));
  queue_.erase(queue_.begin(), end);
}

template <class Writing>
void JobQueue<Writing>::work_on(std::vector<Item>& group, Stay stay) {
  if (worker_.get_ready(group)) {
    const std::lock_guard guard(mutex_);
    take_waiting(group);
  }
  Items items = group;
  do {
    const std::size_t count = worker_.run_some(items);
    for (Item& item : items.first(count)) item.done(std::move(item.outcome));
    items = items.subspan(count);
    worker_.tidy_up();
  } while (!items.empty() && stay == Stay::to_the_end);
  if (items.empty()) return;
  const std::lock_guard guard(mutex_);
  queue_.insert(queue_.begin(), std::move_iterator(items.begin()), std::move_iterator(items.end()));
}

}  // namespace postroom::storage
