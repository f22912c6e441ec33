// Passes everything on to another engine, and fails or calls back where a test wants it.
#pragma once

#include "storage/engine.h"

#include <optional>

namespace postroom::storage {

class FailingEngine final : public Engine {
 public:
  explicit FailingEngine(Engine& engine) : engine_(engine) {}

  // So many commits succeed; the one after them fails with Code::io_error before or after it is done, and so
  // do all later ones before they are.
  enum class Moment { before, after };
  void fail_after(int commits, Moment moment) { left_ = commits, moment_ = moment; }
  void fail_once_after(int commits) {
    fail_after(commits, Moment::before), once_ = true;
  }  // later ones succeed
  bool has_failed() const { return left_ && *left_ < 0; }
  // Called before each view is opened.
  void on_view(std::function<void()> call) { on_view_ = std::move(call); }

  bool is_read_only() const override { return engine_.is_read_only(); }
  Result<std::unique_ptr<View>> view() override;
  void commit(Job job, Completion done) override;
  Result<std::unique_ptr<LargeWriter>> write_large() override { return engine_.write_large(); }
  Result<bool> has_large(const LargeValue& value) override { return engine_.has_large(value); }
  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    return engine_.read_large(value, offset, buffer);
  }
  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return engine_.watch(changed);
  }
  Result<std::vector<std::string>> verify() override { return engine_.verify(); }
  Status backup(const std::string& destination, const Progress& progress) override {
    return engine_.backup(destination, progress);
  }
  Status reclaim_space(const Progress& progress) override { return engine_.reclaim_space(progress); }

 private:
  Engine& engine_;
  std::optional<int> left_;  // commits that succeed; less than 0 once one has failed
  Moment moment_ = Moment::before;
  bool once_ = false;
  std::function<void()> on_view_;
};

}  // namespace postroom::storage
