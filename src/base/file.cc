#include <postroom/file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace postroom {
namespace {

Error system_error(const std::string& what, const std::string& name) {
  const int number = errno;
  Code code = Code::io_error;
  if (number == ENOENT) code = Code::not_found;
  if (number == EACCES || number == EPERM || number == EROFS) code = Code::no_access;
  if (number == ENOSPC || number == EDQUOT) code = Code::disk_full;
  return {code, what + " '" + name + "': " + std::strerror(number) + ".", {}};
}

bool is_standard(int descriptor) { return descriptor <= STDERR_FILENO; }

// Opens a file, never as one of the three standard descriptors, even where the process was started without
// them.
int open_file(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
  if (descriptor < 0 || !is_standard(descriptor)) return descriptor;
  const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  ::close(descriptor);
  return moved;
}

}  // namespace

FileSource::FileSource(int descriptor, std::string name, std::uint64_t size)
    : descriptor_(descriptor), name_(std::move(name)), size_(size) {}

FileSource::FileSource(FileSource&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)), size_(other.size_) {}

FileSource& FileSource::operator=(FileSource&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  std::swap(size_, other.size_);
  return *this;
}

FileSource::~FileSource() {
  if (!is_standard(descriptor_)) ::close(descriptor_);
}

Result<FileSource> FileSource::open(const std::filesystem::path& path) {
  if (path == "-") return FileSource(STDIN_FILENO, "standard input", 0);
  const int descriptor = open_file(path, O_RDONLY);
  if (descriptor < 0) return system_error("Cannot read", path.string());
  struct stat status {};
  FileSource source(descriptor, path.string(), 0);
  if (::fstat(descriptor, &status) != 0) return system_error("Cannot read", path.string());
  if (S_ISDIR(status.st_mode)) {
    return Error{Code::invalid_argument, "'" + path.string() + "' is a folder; name a file.", {}};
  }
  source.size_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  return source;
}

Result<std::size_t> FileSource::read(std::span<std::uint8_t> buffer) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return system_error("Cannot read", name_);
  }
}

FileAccess::FileAccess(int descriptor, std::string name, std::uint64_t size)
    : descriptor_(descriptor), name_(std::move(name)), size_(size) {}

FileAccess::FileAccess(FileAccess&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)), size_(other.size_) {}

FileAccess& FileAccess::operator=(FileAccess&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  std::swap(size_, other.size_);
  return *this;
}

FileAccess::~FileAccess() {
  if (!is_standard(descriptor_)) ::close(descriptor_);
}

Result<FileAccess> FileAccess::open(const std::filesystem::path& path) {
  const int descriptor = open_file(path, O_RDONLY);
  if (descriptor < 0) return system_error("Cannot read", path.string());
  FileAccess access(descriptor, path.string(), 0);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return system_error("Cannot read", path.string());
  if (!S_ISREG(status.st_mode)) {
    return Error{Code::invalid_argument, "'" + path.string() + "' is not a regular file.", {}};
  }
  access.size_ = static_cast<std::uint64_t>(status.st_size);
  return access;
}

Result<std::size_t> FileAccess::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  for (;;) {
    const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return system_error("Cannot read", name_);
  }
}

FileSink::FileSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

FileSink::FileSink(FileSink&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

FileSink& FileSink::operator=(FileSink&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(name_, other.name_);
  return *this;
}

FileSink::~FileSink() {
  if (!is_standard(descriptor_)) ::close(descriptor_);
}

Result<FileSink> FileSink::create(const std::filesystem::path& path) {
  if (path == "-") return FileSink(STDOUT_FILENO, "standard output");
  const int descriptor = open_file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (descriptor < 0) return system_error("Cannot write", path.string());
  return FileSink(descriptor, path.string());
}

Status FileSink::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("Cannot write", name_);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return ok_status();
}

Status FileSink::finish() {
  if (is_standard(descriptor_)) return ok_status();
  const int descriptor = std::exchange(descriptor_, -1);
  const bool synced =
      ::fsync(descriptor) == 0 || errno == EINVAL;  // EINVAL: a pipe or device, nothing to sync
  const int number = errno;
  if (::close(descriptor) != 0 || !synced) {
    if (!synced) errno = number;
    return system_error("Cannot finish writing", name_);
  }
  return ok_status();
}

}  // namespace postroom
