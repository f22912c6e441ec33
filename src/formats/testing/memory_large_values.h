// Large values in memory, for tests: what was put, how much at once.
#pragma once

#include <postroom/large_values.h>

#include <map>

#include "base/try.h"

namespace postroom {

class MemoryLargeValues final : public LargeValues {
 public:
  // Contents longer than `kept` bytes are counted and forgotten, for tests with gigabytes.
  explicit MemoryLargeValues(std::uint64_t kept = std::uint64_t{1} << 40) : kept_(kept) {}

  Result<LargeValue> put(Source& source) override {
    Bytes content, piece(16 * 1024);
    LargeValue value;
    std::uint64_t digest = 14695981039346656037u;  // FNV-1a stands in for BLAKE2b
    for (;;) {
      TRY_SET(const std::size_t count, source.read(piece));
      if (count == 0) break;
      for (std::size_t i = 0; i < count; ++i) digest = (digest ^ piece[i]) * 1099511628211u;
      value.size += count;
      if (value.size <= kept_)
        content.insert(content.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
    }
    for (std::size_t i = 0; i < 8; ++i) value.hash[i] = static_cast<std::uint8_t>(digest >> (8 * i));
    contents_[value.hash] = std::move(content);
    return value;
  }

  Result<std::unique_ptr<RandomAccess>> get(const LargeValue& value) override {
    const auto found = contents_.find(value.hash);
    if (found == contents_.end()) return Error{Code::not_found, "There is no such value.", {}};
    return std::unique_ptr<RandomAccess>(std::make_unique<MemoryAccess>(found->second));
  }

 private:
  std::uint64_t kept_;
  std::map<ContentHash, Bytes> contents_;
};

}  // namespace postroom
