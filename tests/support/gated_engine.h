// An engine that others have to wait for: while its gate is closed, no thread but the one that closed it gets
// a view.
#pragma once

#include "storage/engine.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace postroom::testing {

class Gate {
 public:
  // Others may pass so many times before.
  void close(int passes = 0) {
    const std::lock_guard lock(mutex_);
    closed_by_ = std::this_thread::get_id();
    passes_ = passes;
  }
  void open() {
    const std::lock_guard lock(mutex_);
    closed_by_.reset();
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    const auto may_pass = [this] { return !closed_by_ || *closed_by_ == std::this_thread::get_id(); };
    if (may_pass() || passes_-- > 0) return;
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, may_pass);
    --waiting_;
  }
  // Returns once somebody waits, or `otherwise`.
  void wait_for_others(const std::function<bool()>& otherwise = [] { return false; }) {
    std::unique_lock lock(mutex_);
    while (waiting_ == 0) {
      lock.unlock();
      if (otherwise()) return;
      lock.lock();
      changed_.wait_for(lock, std::chrono::milliseconds(5), [this] { return waiting_ > 0; });
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<std::thread::id> closed_by_;
  int passes_ = 0;
  int waiting_ = 0;
};

// Opens the gate when it goes, so that a test which fails does not hang. Declare it after the store behind
// the gate.
class OpenAtEnd {
 public:
  explicit OpenAtEnd(std::shared_ptr<Gate> gate) : gate_(std::move(gate)) {}
  ~OpenAtEnd() { gate_->open(); }
  OpenAtEnd(const OpenAtEnd&) = delete;
  OpenAtEnd& operator=(const OpenAtEnd&) = delete;

 private:
  const std::shared_ptr<Gate> gate_;
};

class GatedEngine final : public storage::Engine {
 public:
  GatedEngine(std::unique_ptr<storage::Engine> engine, std::shared_ptr<Gate> gate)
      : engine_(std::move(engine)), gate_(std::move(gate)) {}

  bool is_read_only() const override { return engine_->is_read_only(); }
  Result<std::unique_ptr<storage::View>> view() override {
    gate_->pass();
    return engine_->view();
  }
  void commit(storage::Job job, storage::Completion done) override {
    engine_->commit(std::move(job), std::move(done));
  }
  Result<std::unique_ptr<storage::LargeWriter>> write_large() override { return engine_->write_large(); }
  Result<bool> has_large(const LargeValue& value) override { return engine_->has_large(value); }
  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    return engine_->read_large(value, offset, buffer);
  }
  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return engine_->watch(std::move(changed));
  }
  Result<std::vector<std::string>> verify() override { return engine_->verify(); }
  Status backup(const std::string& destination, const storage::Progress& progress) override {
    return engine_->backup(destination, progress);
  }
  Status reclaim_space(const storage::Progress& progress) override {
    return engine_->reclaim_space(progress);
  }

 private:
  const std::unique_ptr<storage::Engine> engine_;
  const std::shared_ptr<Gate> gate_;
};

}  // namespace postroom::testing
