// Bytes written once and then read from any place: in memory while they are few, else in a temporary file
// that has no name and so goes with the process.
#pragma once

#include <postroom/bytes.h>

namespace postroom::transfer {

inline constexpr std::size_t kSpoolMemory = 1 << 20;  // bytes held in memory

// Writing is for one thread; afterwards read_at() may be called from several.
class Spool final : public Sink, public RandomAccess {
 public:
  Spool() = default;
  ~Spool() override;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Code::disk_full and the like name the folder for temporary files.
  Status write(ByteView bytes) override;
  std::uint64_t size() const override { return flushed_ + held_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  Status flush();

  Bytes held_;                 // what follows the bytes in the file
  int descriptor_ = -1;        // once there is a file
  std::uint64_t flushed_ = 0;  // bytes in it
};

}  // namespace postroom::transfer
