// Takes a property blob apart, front to back. After the first failure every further read gives an empty
// value, so that callers may look at failed() once per object.
#pragma once

#include <postroom/bytes.h>

#include <string>

#include "model/blob_format.h"

namespace postroom::blob {

class BlobReader {
 public:
  // The bytes outlive the reader. `start` is the offset of their first, for messages.
  BlobReader(ByteView bytes, std::size_t start)
      : first_(bytes.data() - start), at_(bytes.data()), end_(at_ + bytes.size()) {}

  bool failed() const { return problem_ != nullptr; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  // The first failure stays. `problem` is a literal that completes "at byte N: ".
  void fail(const char* problem) {
    if (problem_) return;
    problem_ = problem;
    failed_at_ = static_cast<std::size_t>(at_ - first_);
    at_ = end_;
  }
  // Of stored properties; or of what else is read, as where() places it.
  Error error() const;
  std::string where() const;  // "at byte N: problem"

  std::uint8_t byte() { return left() > 0 ? *at_++ : (fail(kTooShort), std::uint8_t{0}); }

  template <class T>
  T number() {
    if (left() < sizeof(T)) return fail(kTooShort), T{};
    const T value = load_number<T>(at_);
    at_ += sizeof(T);
    return value;
  }

  ByteView bytes(std::size_t size) {
    if (left() < size) return fail(kTooShort), ByteView();
    const ByteView taken(at_, size);
    at_ += size;
    return taken;
  }

  std::size_t varint() {
    const std::uint8_t first = byte();
    return first < 0x80 ? first : long_varint(first);
  }

  // A count of things that take at least `smallest` bytes each; so what they need is bounded by what is
  // there.
  std::size_t count(std::size_t smallest, std::size_t limit) {
    const std::size_t value = varint();
    if (value > left() / smallest || value > limit) return fail("a count is too large"), 0;
    return value;
  }

  // Bytes with their length before them.
  ByteView sized_bytes() { return bytes(varint()); }

 private:
  static constexpr const char* kTooShort = "it ends too early";
  std::size_t long_varint(std::uint8_t first);

  const std::uint8_t* first_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  const char* problem_ = nullptr;
  std::size_t failed_at_ = 0;
};

}  // namespace postroom::blob
