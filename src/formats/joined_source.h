// Some bytes, then a source: a beginning that was read already, or headers before a body.
#pragma once

#include <postroom/bytes.h>

namespace postroom {

// Both outlive it.
class JoinedSource final : public Source {
 public:
  JoinedSource(ByteView first, Source& rest) : first_(first), rest_(rest) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
  std::uint64_t total() const { return total_; }  // bytes read so far

 private:
  MemorySource first_;
  Source& rest_;
  std::uint64_t total_ = 0;
};

}  // namespace postroom
