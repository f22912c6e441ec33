#include <postroom/bytes.h>

#include <algorithm>
#include <cstring>

#include "base/try.h"

namespace postroom {

Result<std::size_t> MemorySource::read(std::span<std::uint8_t> buffer) {
  const std::size_t count = std::min(buffer.size(), rest_.size());
  std::copy_n(rest_.begin(), count, buffer.begin());
  rest_ = rest_.subspan(count);
  return count;
}

Result<std::size_t> MemoryAccess::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t count = std::min<std::size_t>(buffer.size(), bytes_.size() - offset);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), count, buffer.begin());
  return count;
}

Result<std::size_t> RangeSource::read(std::span<std::uint8_t> buffer) {
  TRY_SET(const std::size_t count,
          access_.read_at(offset_, buffer.first(std::min<std::uint64_t>(buffer.size(), rest_))));
  offset_ += count;
  rest_ -= count;
  return count;
}

Status MemorySink::write(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return ok_status();
}

Result<std::uint64_t> copy(Source& source, Sink& sink) {
  Bytes buffer(kCopyBufferSize);
  std::uint64_t total = 0;
  for (;;) {
    TRY_SET(const std::size_t count, source.read(buffer));
    if (count == 0) return total;
    TRY(sink.write(ByteView(buffer).first(count)));
    total += count;
  }
}

Result<Bytes> read_all(Source& source, std::uint64_t limit) {
  Bytes all;
  std::size_t filled = 0;
  for (;;) {
    if (filled == all.size()) all.resize(filled + std::min<std::size_t>(filled + 4096, kCopyBufferSize));
    TRY_SET(const std::size_t count, source.read(std::span(all).subspan(filled)));
    filled += count;
    if (filled > limit) {
      return Error{Code::too_big, "The value is larger than the " + std::to_string(limit) + " bytes allowed here.", {}};
    }
    if (count == 0) break;
  }
  all.resize(filled);
  return all;
}

}  // namespace postroom
