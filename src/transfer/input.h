// The file to import, to be read from any place.
#pragma once

#include <postroom/bytes.h>

#include <atomic>
#include <filesystem>
#include <memory>

namespace postroom::transfer {

// "-" and whatever else is no regular file, such as a pipe, is copied into a temporary file first.
// read_at() of the result may be called from several threads.
Result<std::unique_ptr<RandomAccess>> open_input(const std::filesystem::path& path);

// The file as one thread reads it, a block at a time, while another watches how far it has come, and may stop
// it.
class WatchedInput final : public RandomAccess {
 public:
  WatchedInput() = default;                                    // of no file yet
  explicit WatchedInput(RandomAccess& file) : file_(&file) {}  // `file` outlives it
  std::uint64_t size() const override { return file_ ? file_->size() : 0; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

  // The reading thread: reads this file from now on.
  void turn_to(std::unique_ptr<RandomAccess> file);
  // Whether reading the file failed, or it had become shorter.
  bool has_failed() const { return failed_; }

  // The reading thread: the bytes [offset, offset + length) are being worked on.
  void begin(std::uint64_t offset, std::uint64_t length);
  // Any thread: about how many bytes of the file have been worked on.
  std::uint64_t place() const;
  // Any thread: lets reading fail with Code::cancelled from now on.
  void stop() { stopped_ = true; }

 private:
  Status fill_block(std::uint64_t offset);
  Result<std::size_t> read_file(std::uint64_t offset, std::span<std::uint8_t> buffer);

  std::unique_ptr<RandomAccess> owned_;
  RandomAccess* file_ = nullptr;
  bool failed_ = false;
  Bytes block_;  // bytes of the file from block_start_ on
  std::uint64_t block_start_ = 0;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::uint64_t> offset_ = 0;
  std::atomic<std::uint64_t> length_ = 0;
  std::atomic<std::uint64_t> read_ = 0;  // bytes read since begin()
};

}  // namespace postroom::transfer
