#include "transfer/input.h"

#include <postroom/file.h>

#include <algorithm>

#include "base/try.h"
#include "transfer/spool.h"

namespace postroom::transfer {
namespace {

// A large mail is read that often: for its structure, its parts and as its own source.
constexpr std::uint64_t kReadsOfLargeMail = 3;

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

Result<std::size_t> WatchedInput::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (stopped_) return Error{Code::cancelled, "Reading was stopped.", {}};
  auto count = file_.read_at(offset, buffer);
  if (count.ok()) read_ += *count;
  return count;
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
