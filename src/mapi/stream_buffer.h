// Bytes of any length that can be changed anywhere: in memory, and in a temporary file once they are many.
// What fails leaves the length as it was and the bytes that it was not about: Code::disk_full where there is
// no room, or else Code::io_error.
#pragma once

#include <postroom/bytes.h>

#include <cstdio>
#include <memory>

namespace postroom::mapi {

class StreamBuffer final : public RandomAccess, public Sink {
 public:
  // A file that goes when it is closed, or null and errno.
  using MakeFile = std::FILE* (*)();
  explicit StreamBuffer(std::size_t most_in_memory, MakeFile make_file = std::tmpfile)
      : most_in_memory_(most_in_memory), make_file_(make_file) {}

  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;
  Status write(ByteView bytes) override { return write_at(size_, bytes); }
  // What lies between the end and `offset` is 0.
  Status write_at(std::uint64_t offset, ByteView bytes);
  Status resize(std::uint64_t size);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  Status move_to_file();
  Status write_to_file(std::uint64_t offset, ByteView bytes);

  const std::size_t most_in_memory_;
  const MakeFile make_file_;
  std::uint64_t size_ = 0;
  Bytes bytes_;                             // as long as there is no file
  std::unique_ptr<std::FILE, Close> file_;  // as long as size_
};

}  // namespace postroom::mapi
