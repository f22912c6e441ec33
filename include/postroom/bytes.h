// Byte sequences, and streams of them for values too large to hold in memory.
#pragma once

#include <postroom/result.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace postroom {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

// Bytes that can be read once, front to back. Not thread-safe.
class Source {
 public:
  virtual ~Source() = default;
  // Fills up to buffer.size() bytes and returns how many; 0 means the end.
  virtual Result<std::size_t> read(std::span<std::uint8_t> buffer) = 0;
};

// Somewhere to put bytes. Not thread-safe.
class Sink {
 public:
  virtual ~Sink() = default;
  // Takes all of `bytes` or fails.
  virtual Status write(ByteView bytes) = 0;
};

// Bytes of known size that can be read from any place, any number of times. Not thread-safe.
class RandomAccess {
 public:
  virtual ~RandomAccess() = default;
  virtual std::uint64_t size() const = 0;
  // Fills up to buffer.size() bytes from `offset` on and returns how many; 0 at or past the end.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) = 0;
};

// Random access to memory that outlives it.
class MemoryAccess final : public RandomAccess {
 public:
  explicit MemoryAccess(ByteView bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  ByteView bytes_;
};

// The bytes [offset, offset + length) of `access`, which outlives it, front to back.
class RangeSource final : public Source {
 public:
  RangeSource(RandomAccess& access, std::uint64_t offset, std::uint64_t length)
      : access_(access), offset_(offset), rest_(length) {}
  explicit RangeSource(RandomAccess& access) : RangeSource(access, 0, access.size()) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

 private:
  RandomAccess& access_;
  std::uint64_t offset_;
  std::uint64_t rest_;
};

// Reads from memory that outlives it.
class MemorySource final : public Source {
 public:
  explicit MemorySource(ByteView bytes) : rest_(bytes) {}
  explicit MemorySource(std::string_view text) : rest_(as_bytes(text)) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

 private:
  ByteView rest_;
};

// Collects everything written.
class MemorySink final : public Sink {
 public:
  Status write(ByteView bytes) override;
  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

inline constexpr std::size_t kCopyBufferSize = 256 * 1024;  // bytes held at once by copy()

// Moves everything from source to sink in kCopyBufferSize pieces; returns the number of bytes.
Result<std::uint64_t> copy(Source& source, Sink& sink);

// Reads to the end. Code::too_big past `limit` bytes.
Result<Bytes> read_all(Source& source, std::uint64_t limit);

}  // namespace postroom
