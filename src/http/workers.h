// The threads that handlers run on.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace postroom::http {

// Thread-safe.
class Workers {
 public:
  using Job = std::function<void()>;  // throws nothing

  // As many threads as the system allows; std::system_error where that is none.
  Workers(std::size_t threads, std::size_t waiting);
  // Every job that was taken is done first.
  ~Workers();

  // False: no thread is free, and so many wait already.
  bool offer(Job job);
  // For a job that goes on with one that was taken: always takes it.
  void add(Job job);

  std::size_t waiting() const;
  std::size_t working() const;

 private:
  void run();

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable has_jobs_;
  std::deque<Job> jobs_;
  std::size_t free_ = 0;  // threads
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace postroom::http
