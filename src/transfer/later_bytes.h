// All but the beginning of some bytes.
#pragma once

#include <postroom/bytes.h>

#include <algorithm>
#include <memory>

namespace postroom::transfer {

class LaterBytes final : public RandomAccess {
 public:
  // `bytes` outlives it.
  LaterBytes(RandomAccess& bytes, std::uint64_t skipped)
      : bytes_(&bytes), skipped_(std::min(skipped, bytes.size())) {}
  LaterBytes(std::unique_ptr<RandomAccess> bytes, std::uint64_t skipped) : LaterBytes(*bytes, skipped) {
    owned_ = std::move(bytes);
  }
  std::uint64_t size() const override { return bytes_->size() - skipped_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return bytes_->read_at(skipped_ + offset, buffer);
  }

 private:
  std::unique_ptr<RandomAccess> owned_;
  RandomAccess* bytes_;
  std::uint64_t skipped_;
};

}  // namespace postroom::transfer
