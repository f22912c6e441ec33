// For tests: a source that gives little at once.
#pragma once

#include <postroom/bytes.h>

#include <algorithm>

namespace postroom::mapi::testing {

// At most so many bytes with each call.
class SlowSource final : public Source {
 public:
  SlowSource(ByteView bytes, std::size_t most) : bytes_(bytes), most_(most) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    const std::size_t count = std::min({buffer.size(), most_, bytes_.size()});
    std::copy_n(bytes_.begin(), count, buffer.begin());
    bytes_ = bytes_.subspan(count);
    return count;
  }

 private:
  ByteView bytes_;
  const std::size_t most_;
};

}  // namespace postroom::mapi::testing
