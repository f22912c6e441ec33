#include "storage/sqlite/store_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/try.h"
#include "storage/sqlite/accounts_schema.h"
#include "storage/sqlite/errors.h"
#include "storage/sqlite/schema.h"

namespace postroom::storage {
namespace {

// https://www.sqlite.org/fileformat2.html, section 1.3
constexpr std::size_t kHeaderSize = 100;
constexpr std::size_t kPageSizeOffset = 16;
constexpr std::size_t kChangeOffset = 24;
constexpr std::size_t kPageCountOffset = 28;
constexpr std::size_t kVersionOffset = 60;
constexpr std::size_t kApplicationOffset = 68;
constexpr std::size_t kChangeOfCountOffset = 92;
constexpr char kMagic[] = "SQLite format 3";  // with its NUL: 16 bytes
using Header = std::array<std::uint8_t, kHeaderSize>;

struct HeaderBytes {
  Header bytes{};
  std::int64_t file_size = 0;
};

std::int64_t number_at(const Header& header, std::size_t offset) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | header[offset + i];
  return static_cast<std::int32_t>(number);
}

// Whether the file is shorter than its header says. While a log file is there, that may be right.
bool is_cut_off(const HeaderBytes& header) {
  if (number_at(header.bytes, kChangeOffset) != number_at(header.bytes, kChangeOfCountOffset)) return false;
  const std::int64_t high = header.bytes[kPageSizeOffset], low = header.bytes[kPageSizeOffset + 1];
  const std::int64_t page_size = high == 0 && low == 1 ? 65'536 : high << 8 | low;
  return header.file_size < number_at(header.bytes, kPageCountOffset) * page_size;
}

Error unreadable(const std::string& path) {
  return {Code::no_access, path + " cannot be read; check its permissions.", {}};
}

// Like sqlite3_file, of the size that the VFS asks for, closed at the end of the scope.
class VfsFile {
 public:
  explicit VfsFile(sqlite3_vfs& vfs) : memory_(static_cast<std::size_t>(vfs.szOsFile)) {}
  ~VfsFile() {
    if (file()->pMethods) file()->pMethods->xClose(file());
  }
  VfsFile(const VfsFile&) = delete;
  VfsFile& operator=(const VfsFile&) = delete;
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
  const sqlite3_io_methods& methods() { return *file()->pMethods; }

 private:
  std::vector<std::max_align_t> memory_;  // more than enough, and aligned
};

Result<HeaderBytes> read_header(sqlite3_vfs& vfs, const char* name, const std::string& path) {
  VfsFile opened(vfs);
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  if (vfs.xOpen(&vfs, name, opened.file(), flags, &flags) != SQLITE_OK) return unreadable(path);
  HeaderBytes header;
  sqlite3_int64 size = 0;
  int result = opened.methods().xFileSize(opened.file(), &size);
  if (result == SQLITE_OK)
    result = opened.methods().xRead(opened.file(), header.bytes.data(), kHeaderSize, 0);
  header.file_size = size;
  if (result == SQLITE_OK || result == SQLITE_IOERR_SHORT_READ) return header;
  return Error{Code::io_error, "The disk failed to read " + path + ".", sqlite3_errstr(result)};
}

Error cut_off(const std::string& path, std::int64_t size) {
  return {
      Code::corrupt, path + " is cut off after " + std::to_string(size) + " bytes; restore a backup.", {}};
}

Error other_format(const std::string& path, std::int64_t application, const FileFormat& format) {
  for (const FileFormat& other : {kStoreFormat, kAccountsFormat}) {
    if (application != other.application) continue;
    return {Code::not_a_store, path + " is a Postroom " + other.name + ", not a Postroom " + format.name + ".", {}};
  }
  return {Code::not_a_store, path + " is not a Postroom " + format.name + ".", {}};
}

Status judge(const HeaderBytes& header, const std::string& path, const FileFormat& format) {
  const auto magic_size = std::min<std::size_t>(sizeof kMagic, static_cast<std::size_t>(header.file_size));
  if (magic_size == 0 || std::memcmp(header.bytes.data(), kMagic, magic_size) != 0) return other_format(path, 0, format);
  if (static_cast<std::size_t>(header.file_size) < kHeaderSize) return cut_off(path, header.file_size);
  const std::int64_t application = number_at(header.bytes, kApplicationOffset);
  if (application != format.application) return other_format(path, application, format);
  if (number_at(header.bytes, kVersionOffset) > format.newest) return newer_format_error(path);
  return ok_status();
}

Status look_at(sqlite3_vfs& vfs, const char* name, const std::string& path, const FileFormat& format) {
  TRY_SET(const HeaderBytes header, read_header(vfs, name, path));
  TRY(judge(header, path, format));
  if (!is_cut_off(header) || has_log_file(path)) return ok_status();
  // Looked at while somebody was making the file smaller, it would be as it should be the second time.
  TRY_SET(const HeaderBytes again, read_header(vfs, name, path));
  if (is_cut_off(again) && !has_log_file(path)) return cut_off(path, again.file_size);
  return ok_status();
}

std::filesystem::path folder_of(const std::string& path) { return std::filesystem::path(path).parent_path(); }

// Closes a descriptor of the file, so not for one that SQLite has open.
Status sync_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  const int result = descriptor < 0 ? -1 : ::fsync(descriptor);
  const int number = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (result == 0) return ok_status();
  return system_error(path + " cannot be written.", number);
}

}  // namespace

Error system_error(const std::string& sentence, int number) {
  Code code = Code::io_error;
  if (number == ENOENT || number == ENOTDIR) code = Code::not_found;
  if (number == EACCES || number == EPERM || number == EROFS) code = Code::no_access;
  if (number == ENOSPC || number == EDQUOT) code = Code::disk_full;
  if (number == EEXIST) code = Code::collision;
  return {code, sentence, std::strerror(number)};
}

Result<std::string> find_file(const std::string& path, const FileFormat& format) {
  const std::string name = format.name;
  std::error_code error;
  const std::filesystem::path found = std::filesystem::canonical(path, error);
  if (error.value() == ENOENT || error.value() == ENOTDIR) {
    return Error{Code::not_found, "There is no " + name + " at " + path + ".", {}};
  }
  if (error) return system_error(path + " cannot be opened.", error.value());
  const auto status = std::filesystem::status(found, error);
  if (error) return system_error(path + " cannot be opened.", error.value());
  if (std::filesystem::is_directory(status)) {
    return Error{Code::not_a_store, path + " is a folder, not a Postroom " + name + ".", {}};
  }
  if (!std::filesystem::is_regular_file(status)) {
    return Error{Code::not_a_store, path + " is not a file, and so not a Postroom " + name + ".", {}};
  }
  return found.string();
}

Status check_header(const std::string& path, const std::string& vfs_name, const FileFormat& format) {
  if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) return unreadable(path);
  sqlite3_initialize();
  sqlite3_vfs* const vfs = sqlite3_vfs_find(vfs_name.empty() ? nullptr : vfs_name.c_str());
  if (!vfs) return Error{Code::invalid_argument, "There is no SQLite VFS named " + vfs_name + ".", {}};
  const char* const name = sqlite3_create_filename(path.c_str(), "", "", 0, nullptr);
  if (!name) return Error{Code::io_error, "Memory ran out.", {}};
  const Status seen = look_at(*vfs, name, path, format);
  sqlite3_free_filename(const_cast<char*>(name));
  return seen;
}

bool is_writable(const std::string& path) {
  return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0 && is_folder_writable(path);
}

bool is_folder_writable(const std::string& path) {
  return ::faccessat(AT_FDCWD, folder_of(path).c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

bool has_log_file(const std::string& path) {
  struct stat log {};
  return ::stat((path + "-wal").c_str(), &log) == 0 && log.st_size > 0;
}

std::optional<FileState> file_state(const std::string& path) {
  struct stat now {};
  if (::stat(path.c_str(), &now) != 0) return std::nullopt;
  return FileState{now.st_dev, now.st_ino, now.st_size, now.st_ctim.tv_sec, now.st_ctim.tv_nsec};
}

Result<std::string> free_path(const std::string& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  const auto folder = std::filesystem::canonical(absolute.parent_path(), error);
  if (error) return system_error("Nothing can be made at " + path + ".", error.value());
  const std::string found = (folder / absolute.filename()).string();
  struct stat taken {};
  if (::lstat(found.c_str(), &taken) == 0) {
    return Error{Code::collision, "There is already something at " + path + ".", {}};
  }
  return found;
}

PartialFile::PartialFile(std::string path, std::string destination)
    : path_(std::move(path)), destination_(std::move(destination)) {}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), destination_(std::move(other.destination_)) {}

PartialFile::~PartialFile() {
  if (!path_.empty()) remove_store_files(path_);
}

Result<PartialFile> PartialFile::make(const std::string& destination) {
  std::string name = destination + ".partial-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return system_error("Nothing can be written beside " + destination + ".", errno);
  ::close(descriptor);  // a new file: nobody in this process can have locks on it
  return PartialFile(std::move(name), destination);
}

Status PartialFile::publish() {
  TRY(sync_file(path_));
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, destination_.c_str(), RENAME_NOREPLACE) != 0) {
    const bool unsupported = errno == EINVAL || errno == ENOSYS;
    if (!unsupported || ::link(path_.c_str(), destination_.c_str()) != 0) {
      return system_error("The new file cannot be named " + destination_ + ".", errno);
    }
    ::unlink(path_.c_str());
  }
  path_.clear();
  return sync_folder_of(destination_);
}

std::int64_t size_of_store_files(const std::string& path) {
  std::int64_t size = 0;
  for (const char* ending : {"", "-wal"}) {
    const auto state = file_state(path + ending);
    if (state) size += state->size;
  }
  return size;
}

void remove_store_files(const std::string& path) {
  for (const char* ending : {"", "-journal", "-wal", "-shm", ".lock", ".search", ".search-journal"}) ::unlink((path + ending).c_str());
}

Status sync_folder_of(const std::string& path) {
  const std::string folder = folder_of(path).string();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int result = descriptor < 0 ? -1 : ::fsync(descriptor);
  const int number = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (result == 0 || number == EINVAL)
    return ok_status();  // EINVAL: this file system has nothing to sync there
  return system_error("The folder " + folder + " cannot be written.", number);
}

}  // namespace postroom::storage
