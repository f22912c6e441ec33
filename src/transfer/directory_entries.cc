#include "transfer/directory_entries.h"

#include <dirent.h>
#include <fcntl.h>
#include <postroom/transfer.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace postroom::transfer {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

Error unreadable(const std::filesystem::path& directory, int number) {
  Code code = Code::io_error;
  if (number == ENOENT || number == ENOTDIR) code = Code::not_found;
  if (number == EACCES || number == EPERM) code = Code::no_access;
  return {code, "The directory '" + directory.string() + "' cannot be read: " + std::strerror(number) + ".", {}};
}

EntryKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISDIR(mode)) return EntryKind::directory;
  return S_ISLNK(mode) ? EntryKind::link : EntryKind::other;
}

}  // namespace

Result<std::vector<DirectoryEntry>> directory_entries(const std::filesystem::path& directory) {
  const std::unique_ptr<DIR, CloseDirectory> open(::opendir(directory.c_str()));
  if (!open) return unreadable(directory, errno);
  std::vector<DirectoryEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(open.get());
    if (!entry && errno != 0) return unreadable(directory, errno);
    if (!entry) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat status {};
    if (::fstatat(::dirfd(open.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;  // it has gone
    entries.push_back({std::string(name), kind_of(status.st_mode), static_cast<std::uint64_t>(status.st_size)});
    if (entries.size() > kMaxDirectoryEntries) {
      return Error{Code::too_big, "The directory '" + directory.string() + "' has more than 1,000,000 files.", {}};
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace postroom::transfer
