// The store that a copy is written to, held by one run at a time: a run that takes it over has every later
// commit of another refused, so that nobody writes over a copy that was finished meanwhile and is in use.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

class CopyTarget final : public Engine {
 public:
  explicit CopyTarget(Engine& engine);  // it outlives this

  // Makes it an unfinished copy of that store, and this run its holder. Code::collision if it is a whole
  // store by now.
  Status take(const std::string& source_guid);
  // Has it held by nobody, so that no run finishes it before it has been taken again. Code::collision if it
  // is not held by this run any more.
  Status let_go();

  // Code::collision, too, once another run has taken it.
  void commit(Job job, Completion done) override;

  bool is_read_only() const override { return engine_.is_read_only(); }
  Result<std::unique_ptr<View>> view() override { return engine_.view(); }
  Result<std::unique_ptr<LargeWriter>> write_large() override { return engine_.write_large(); }
  Result<bool> has_large(const LargeValue& value) override { return engine_.has_large(value); }
  Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                 std::span<std::uint8_t> buffer) override {
    return engine_.read_large(value, offset, buffer);
  }
  Result<std::shared_ptr<void>> watch(std::function<void()> changed) override {
    return engine_.watch(std::move(changed));
  }
  Result<std::vector<std::string>> verify() override { return engine_.verify(); }
  Status backup(const std::string& destination, const Progress& progress) override {
    return engine_.backup(destination, progress);
  }
  Status reclaim_space(const Progress& progress) override { return engine_.reclaim_space(progress); }

 private:
  Engine& engine_;
  const std::string run_;  // random
};

}  // namespace postroom::storage
