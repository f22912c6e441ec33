#include "mapi/stream_buffer.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/try.h"

namespace postroom::mapi {
namespace {

Error file_error(const char* what) {
  const int number = errno;
  const bool is_full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return {is_full ? Code::disk_full : Code::io_error,
          std::string("A temporary file could not be ") + what + ".", std::strerror(number)};
}

Status put(std::FILE* file, std::uint64_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t done = pwrite(fileno(file), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return file_error("written");
    offset += static_cast<std::uint64_t>(done);
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
  return ok_status();
}

Status set_length(std::FILE* file, std::uint64_t size) {
  if (ftruncate(fileno(file), static_cast<off_t>(size)) != 0) return file_error("written");
  return ok_status();
}

}  // namespace

Result<std::size_t> StreamBuffer::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (offset >= size_) return std::size_t{0};
  const std::size_t count = std::min<std::uint64_t>(buffer.size(), size_ - offset);
  if (!file_) {
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), count, buffer.begin());
    return count;
  }
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        pread(fileno(file_.get()), buffer.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return file_error("read");
    done += static_cast<std::size_t>(got);
  }
  return count;
}

Status StreamBuffer::move_to_file() {
  std::unique_ptr<std::FILE, Close> file(make_file_());
  if (!file) return file_error("made");
  TRY(put(file.get(), 0, bytes_));
  file_ = std::move(file);
  bytes_ = Bytes();
  return ok_status();
}

Status StreamBuffer::resize(std::uint64_t size) {
  if (!file_ && size > most_in_memory_) TRY(move_to_file());
  if (file_) {
    TRY(set_length(file_.get(), size));
  } else {
    bytes_.resize(size);
  }
  size_ = size;
  return ok_status();
}

// First what makes the file longer, as that is what may find no room: then nothing has been written over.
Status StreamBuffer::write_to_file(std::uint64_t offset, ByteView bytes) {
  const std::size_t inside = offset < size_ ? std::min<std::uint64_t>(bytes.size(), size_ - offset) : 0;
  Status written = put(file_.get(), offset + inside, bytes.subspan(inside));
  if (written.ok()) written = put(file_.get(), offset, bytes.first(inside));
  if (!written.ok()) static_cast<void>(set_length(file_.get(), size_));
  return written;
}

Status StreamBuffer::write_at(std::uint64_t offset, ByteView bytes) {
  if (bytes.empty()) return ok_status();
  const std::uint64_t size = std::max(size_, offset + bytes.size());
  if (!file_ && size > most_in_memory_) TRY(move_to_file());
  if (file_) {
    TRY(write_to_file(offset, bytes));
  } else {
    bytes_.resize(size);
    std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
  }
  size_ = size;
  return ok_status();
}

}  // namespace postroom::mapi
