#include "http/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace postroom::http {
namespace {

class TextBody final : public RandomAccess {
 public:
  explicit TextBody(std::string text) : text_(std::move(text)), access_(as_bytes(text_)) {}
  std::uint64_t size() const override { return access_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return access_.read_at(offset, buffer);
  }

 private:
  const std::string text_;
  MemoryAccess access_;
};

Error system_error(const std::string& what, const std::string& folder) {
  const int number = errno;
  const bool full = number == ENOSPC || number == EDQUOT;
  return {full ? Code::disk_full : Code::io_error, what, folder + ": " + std::strerror(number)};
}

std::string temporary_folder() {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : path.string();
}

// Where the file system knows no files without a name, one is made and its name removed.
int open_unnamed(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return descriptor;
  std::string name = folder + "/postroom-body-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

std::shared_ptr<RandomAccess> body_in_memory(std::string text) {
  return std::make_shared<TextBody>(std::move(text));
}

Result<std::shared_ptr<SpoolFile>> SpoolFile::create(const std::string& folder) {
  const std::string& where = folder.empty() ? temporary_folder() : folder;
  const int descriptor = open_unnamed(where);
  if (descriptor < 0) return system_error("Cannot make a file for the body of a request.", where);
  return std::shared_ptr<SpoolFile>(new SpoolFile(descriptor));
}

SpoolFile::~SpoolFile() { ::close(descriptor_); }

Status SpoolFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("Cannot write the body of a request.", "spool");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    size_ += static_cast<std::uint64_t>(count);
  }
  return ok_status();
}

Result<std::size_t> SpoolFile::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  for (;;) {
    const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return system_error("Cannot read the body of a request.", "spool");
  }
}

}  // namespace postroom::http
