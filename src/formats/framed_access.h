// Bytes with a little text before and after them.
#pragma once

#include <postroom/bytes.h>

namespace postroom {

// Everything given outlives it.
class FramedAccess final : public RandomAccess {
 public:
  FramedAccess(std::string_view before, RandomAccess& middle, std::string_view after)
      : before_(before), middle_(middle), after_(after) {}
  std::uint64_t size() const override { return before_.size() + middle_.size() + after_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  std::string_view before_;
  RandomAccess& middle_;
  std::string_view after_;
};

}  // namespace postroom
