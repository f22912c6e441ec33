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
  const Code code = number == ENOSPC || number == EDQUOT ? Code::disk_full : Code::io_error;
  return {code, std::string("A temporary file could not be ") + what + ".", std::strerror(number)};
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
  file_.reset(std::tmpfile());
  if (!file_) return file_error("made");
  const Bytes bytes = std::move(bytes_);
  bytes_.clear();
  return write_at(0, bytes);
}

Status StreamBuffer::fill_file(std::uint64_t size) {
  if (ftruncate(fileno(file_.get()), static_cast<off_t>(size)) != 0) return file_error("written");
  size_ = size;
  return ok_status();
}

Status StreamBuffer::resize(std::uint64_t size) {
  if (!file_ && size > most_in_memory_) TRY(move_to_file());
  if (file_) return fill_file(size);
  bytes_.resize(size);
  size_ = size;
  return ok_status();
}

Status StreamBuffer::write_at(std::uint64_t offset, ByteView bytes) {
  if (bytes.empty()) return ok_status();
  const std::uint64_t end = offset + bytes.size();
  if (!file_) {
    if (end > size_) TRY(resize(end));
    if (!file_) {
      std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
      return ok_status();
    }
  }
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t put = pwrite(fileno(file_.get()), bytes.data() + done, bytes.size() - done,
                               static_cast<off_t>(offset + done));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return file_error("written");
    done += static_cast<std::size_t>(put);
  }
  size_ = std::max(size_, end);
  return ok_status();
}

}  // namespace postroom::mapi
