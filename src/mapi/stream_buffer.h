// Bytes of any length that can be changed anywhere: in memory, and in a temporary file once they are many.
#pragma once

#include <postroom/bytes.h>

#include <cstdio>
#include <memory>

namespace postroom::mapi {

class StreamBuffer final : public RandomAccess, public Sink {
 public:
  explicit StreamBuffer(std::size_t most_in_memory) : most_in_memory_(most_in_memory) {}

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
  Status fill_file(std::uint64_t size);

  const std::size_t most_in_memory_;
  std::uint64_t size_ = 0;
  Bytes bytes_;                             // as long as there is no file
  std::unique_ptr<std::FILE, Close> file_;  // unlinked: it goes with the process
};

}  // namespace postroom::mapi
