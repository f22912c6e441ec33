// Large values on their way into a database, as every engine takes them: in chunks, some at a time, each time
// in a short commit of its own.
#pragma once

#include "storage/engine.h"

#include <algorithm>

namespace postroom::storage {

inline constexpr std::size_t kChunkSize =
    256 * 1024;                                  // bytes in every chunk but the last; part of the formats
inline constexpr std::size_t kChunksAtOnce = 4;  // that one commit writes, or one round trip reads
inline constexpr std::size_t kStagedAtOnce = kChunksAtOnce * kChunkSize;  // bytes

struct StoredLarge {
  std::int64_t id = 0;
  std::uint64_t size = 0;
};

// What one commit writes of a value. A view: its bytes live as long as the commit takes.
struct StagedPart {
  std::int64_t id = 0;       // what the engine calls the value; 0: nothing of it is there yet
  std::uint64_t before = 0;  // bytes of it that are there
  ByteView bytes;

  std::uint64_t size() const { return before + bytes.size(); }  // with these

  // Gives write(number, bytes) each chunk until one fails.
  template <class Write>
  Status each_chunk(Write write) const {
    Status status = ok_status();
    for (std::size_t start = 0; start < bytes.size() && status.ok(); start += kChunkSize) {
      status = write((before + start) / kChunkSize,
                     bytes.subspan(start, std::min(kChunkSize, bytes.size() - start)));
    }
    return status;
  }
};

Error missing_large_value();                 // Code::not_found
Error damaged_large_value(std::int64_t id);  // Code::corrupt

// Used by one thread, as LargeWriter is; let go of after a failure.
class StagingWriter : public LargeWriter {
 public:
  Status append(ByteView bytes) final;
  Status finish(const LargeValue& value) final;

 private:
  // Commits kStagedAtOnce bytes and waits; the value's id.
  virtual Result<std::int64_t> stage(const StagedPart& part) = 0;
  // Commits the rest, at most kStagedAtOnce bytes, and with them that the value is whole; waits. Where the
  // store has that content already, drops what was staged instead.
  virtual Status publish(const StagedPart& rest, const LargeValue& value) = 0;

  Status flush();
  StagedPart buffered() const { return {id_, staged_, buffer_}; }

  Bytes buffer_;              // not yet staged
  std::uint64_t staged_ = 0;  // bytes
  std::uint64_t size_ = 0;    // bytes given
  std::int64_t id_ = 0;       // once something was staged
};

}  // namespace postroom::storage
