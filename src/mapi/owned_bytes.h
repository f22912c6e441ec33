// Bytes that own themselves, to be read from any place.
#pragma once

#include <postroom/bytes.h>

#include <memory>

namespace postroom::mapi {

class OwnedBytes final : public RandomAccess {
 public:
  explicit OwnedBytes(Bytes bytes) : bytes_(std::move(bytes)), access_(bytes_) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return access_.read_at(offset, buffer);
  }

 private:
  const Bytes bytes_;
  MemoryAccess access_;
};

}  // namespace postroom::mapi
