#include "postroomd/state_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace postroom::daemon {
namespace {

// What stands in the file: the process id of who wrote it, or nothing yet.
std::string holder_in(int descriptor) {
  std::array<char, 16> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  std::string id(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  id.resize(std::min(id.find_first_not_of("0123456789"), id.size()));
  return id;
}

Error failed(const std::string& path, const char* what, const char* remedy) {
  const int number = errno;
  return {Code::io_error, "state: the file " + path + " cannot be " + what + "; " + remedy, std::strerror(number)};
}

Error taken(const std::string& folder, const std::string& holder) {
  return {Code::busy,
          "state: another postroomd" + (holder.empty() ? std::string() : " (process " + holder + ")") + " uses " +
              folder + "; stop it, or name another folder.",
          {}};
}

}  // namespace

Result<StateLock> StateLock::take(const std::string& folder) {
  const std::string path = folder + "/" + kStateLockFile;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed(path, "written", "look whose it is.");
  StateLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return taken(folder, holder_in(descriptor));
    return failed(path, "locked", "the folder has to be on a file system of this machine.");
  }
  const std::string id = std::to_string(::getpid()) + "\n";
  // On a full disk the next one is not told who has it.
  (void)(::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, id.data(), id.size(), 0) > 0);
  return lock;
}

StateLock::StateLock(StateLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

StateLock::~StateLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace postroom::daemon
