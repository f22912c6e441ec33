// Threads that save to one store through one engine, again and again, and keep account of what they were
// told.
#pragma once

#include "storage/engine.h"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace postroom::testing {

using storage::Engine;

// A store with one message, which everybody saves.
inline constexpr MessageId kSavedMessage{2};
void fill_store(Engine& engine);

// Of the saves, each by a name of its own.
struct Account {
  std::set<std::string> done, unknown;
  std::map<std::string, Code> refused;
};

class Writers {
 public:
  // `name` tells them from other writers. Everything they were told is kept here, so a few thousand saves.
  Writers(std::string name, std::unique_ptr<Engine> engine, int threads);
  ~Writers() { stop(); }
  void stop();

  // Waits until each thread has had `count` further saves done, begun after this call.
  bool have_done(int count, std::chrono::milliseconds patience) const;
  std::size_t threads() const { return threads_.size(); }
  Account account() const;

 private:
  void save_again_and_again(std::size_t thread);
  void note(const std::string& save, const Status& told);

  const std::string name_;
  const std::unique_ptr<Engine> engine_;
  std::atomic<bool> stopped_ = false;
  mutable std::mutex mutex_;
  Account account_;
  std::vector<std::atomic<int>> done_;  // by each thread
  std::vector<std::thread> threads_;
};

}  // namespace postroom::testing
