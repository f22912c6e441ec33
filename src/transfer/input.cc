#include "transfer/input.h"

#include <postroom/file.h>

#include <algorithm>

#include "base/try.h"
#include "transfer/spool.h"

namespace postroom::transfer {
namespace {

// A large mail is read that often: for its structure, its parts and as its own source.
constexpr std::uint64_t kReadsOfLargeMail = 3;

// Finding where a mail ends and then reading it is a dozen small reads back and forth.
constexpr std::size_t kBlock = 128 * 1024;  // bytes
constexpr std::size_t kSmallRead = 32 * 1024;
constexpr std::uint64_t kBackwards = 32 * 1024;  // of a block, before the first read from it

}  // namespace

Result<std::unique_ptr<RandomAccess>> open_input(const std::filesystem::path& path) {
  std::error_code failure;
  if (path != "-" && std::filesystem::is_regular_file(path, failure)) {
    TRY_SET(FileAccess file, FileAccess::open(path));
    return std::unique_ptr<RandomAccess>(std::make_unique<FileAccess>(std::move(file)));
  }
  TRY_SET(FileSource source, FileSource::open(path));
  auto spool = std::make_unique<Spool>();
  TRY(copy(source, *spool));
  return std::unique_ptr<RandomAccess>(std::move(spool));
}

void WatchedInput::turn_to(std::unique_ptr<RandomAccess> file) {
  owned_ = std::move(file);
  file_ = owned_.get();
  failed_ = false;
  block_.clear();
  block_start_ = 0;
}

Result<std::size_t> WatchedInput::read_file(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  auto count = file_->read_at(offset, buffer);
  if (!count.ok() || (*count == 0 && !buffer.empty() && offset < file_->size())) failed_ = true;
  return count;
}

Result<std::size_t> WatchedInput::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (stopped_) return Error{Code::cancelled, "Reading was stopped.", {}};
  if (!file_) return std::size_t{0};
  read_ += buffer.size();
  if (buffer.size() > kSmallRead || offset >= file_->size()) return read_file(offset, buffer);
  const std::uint64_t end = std::min(offset + buffer.size(), file_->size());
  if (offset < block_start_ || end > block_start_ + block_.size()) TRY(fill_block(offset));
  return MemoryAccess(block_).read_at(offset - block_start_, buffer);
}

// With the bytes at `offset` and some before them.
Status WatchedInput::fill_block(std::uint64_t offset) {
  block_start_ = offset - std::min(offset, kBackwards);
  const std::size_t wanted = std::min<std::uint64_t>(kBlock, file_->size() - block_start_);
  block_.resize(wanted);
  for (std::size_t filled = 0; filled < wanted;) {
    auto count = read_file(block_start_ + filled, std::span(block_).subspan(filled));
    filled += count.ok() ? *count : 0;
    if (count.ok() && *count > 0) continue;
    block_.resize(filled);
    if (!count.ok()) return std::move(count).error();
    break;
  }
  return ok_status();
}

void WatchedInput::begin(std::uint64_t offset, std::uint64_t length) {
  offset_ = offset;
  length_ = length;
  read_ = 0;
}

std::uint64_t WatchedInput::place() const {
  return offset_ + std::min<std::uint64_t>(length_, read_ / kReadsOfLargeMail);
}

}  // namespace postroom::transfer
