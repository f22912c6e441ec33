// The two passes of encoding a property blob: BlobSize counts and checks, then BlobWriter fills. Both take
// the same calls, so that the layout is written down once (blob_layout.h).
#pragma once

#include <postroom/bytes.h>

#include <cstring>
#include <optional>

#include "model/blob_format.h"

namespace postroom::blob {

class BlobSize {
 public:
  static constexpr bool kChecks = true;

  void byte(std::uint8_t) { ++size_; }
  template <class T>
  void number(T) {
    size_ += sizeof(T);
  }
  void varint(std::uint64_t value) {
    for (++size_; value >= 0x80; value >>= 7) ++size_;
  }
  void bytes(ByteView bytes) { size_ += bytes.size(); }

  std::size_t size() const { return size_; }
  // The first failure stays.
  void fail(Code code, const char* message) {
    if (!error_) error_ = Error{code, message, {}};
  }
  bool failed() const { return error_.has_value(); }
  const std::optional<Error>& error() const { return error_; }

 private:
  std::size_t size_ = 0;
  std::optional<Error> error_;
};

// Writes to memory that has room for everything BlobSize counted.
class BlobWriter {
 public:
  static constexpr bool kChecks = false;

  explicit BlobWriter(std::uint8_t* at) : at_(at) {}
  void byte(std::uint8_t value) { *at_++ = value; }
  template <class T>
  void number(T value) {
    store_number(at_, value);
    at_ += sizeof(T);
  }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
  }
  void bytes(ByteView bytes) {
    if (!bytes.empty()) std::memcpy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  const std::uint8_t* at() const { return at_; }

 private:
  std::uint8_t* at_;
};

}  // namespace postroom::blob
