#include "transfer/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/try.h"

namespace postroom::transfer {
namespace {

std::filesystem::path temporary_folder() {
  std::error_code failure;
  const auto folder = std::filesystem::temp_directory_path(failure);  // TMPDIR, else /tmp
  return failure ? std::filesystem::path("/tmp") : folder;
}

Error spool_error(int number) {
  const Code code =
      number == ENOSPC || number == EDQUOT || number == EFBIG ? Code::disk_full : Code::io_error;
  return {code,
          "The folder for temporary files, " + temporary_folder().string() +
              ", cannot take the mail; make room or set TMPDIR.",
          std::strerror(number)};
}

// Some file systems know no files without a name.
int open_named() {
  std::string name = (temporary_folder() / "postroom-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

int open_unnamed() {
  const int descriptor = ::open(temporary_folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  return descriptor >= 0 ? descriptor : open_named();
}

}  // namespace

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status Spool::write(ByteView bytes) {
  if (held_.size() + bytes.size() > kSpoolMemory) TRY(flush());
  while (bytes.size() > kSpoolMemory) {
    const ByteView piece = bytes.first(kSpoolMemory);
    held_.assign(piece.begin(), piece.end());
    TRY(flush());
    bytes = bytes.subspan(piece.size());
  }
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  return ok_status();
}

Status Spool::flush() {
  if (descriptor_ < 0) descriptor_ = open_unnamed();
  if (descriptor_ < 0) return spool_error(errno);
  ByteView rest = held_;
  while (!rest.empty()) {
    const ssize_t count = ::pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(flushed_));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return spool_error(errno);
    flushed_ += static_cast<std::uint64_t>(count);
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  held_.clear();
  return ok_status();
}

Result<std::size_t> Spool::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (offset >= flushed_) return MemoryAccess(held_).read_at(offset - flushed_, buffer);
  for (;;) {
    const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), flushed_ - offset);
    const ssize_t count = ::pread(descriptor_, buffer.data(), wanted, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return spool_error(errno);
  }
}

}  // namespace postroom::transfer
