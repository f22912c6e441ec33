#include "storage/staging_writer.h"

#include <postroom/large_values.h>

#include "base/try.h"

namespace postroom::storage {

Error missing_large_value() {
  return {
      Code::not_found, "The large value is not in the store, or no longer; it may have been collected.", {}};
}

Error damaged_large_value(std::int64_t id) {
  return {Code::corrupt, "Large value " + std::to_string(id) + " lacks a part of its bytes; run check.", {}};
}

Status StagingWriter::append(ByteView bytes) {
  if (bytes.size() > kMaxLargeValue - size_) {
    return Error{Code::too_big, "A value may have 64 GiB at most; split it.", {}};
  }
  size_ += bytes.size();
  while (!bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), kStagedAtOnce - buffer_.size());
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    bytes = bytes.subspan(count);
    if (buffer_.size() == kStagedAtOnce) TRY(flush());
  }
  return ok_status();
}

Status StagingWriter::finish(const LargeValue& value) {
  if (value.size != size_) {
    return Error{Code::invalid_argument,
                 "The value should have " + std::to_string(value.size) + " bytes and " +
                     std::to_string(size_) + " were written.",
                 {}};
  }
  return publish(buffered(), value);
}

Status StagingWriter::flush() {
  TRY_SET(id_, stage(buffered()));
  staged_ += buffer_.size();
  buffer_.clear();
  return ok_status();
}

}  // namespace postroom::storage
