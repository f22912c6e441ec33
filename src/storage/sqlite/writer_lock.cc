#include "storage/sqlite/writer_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>

namespace postroom::storage {
namespace {

// Bytes of the lock file. The first eight hold the number that announce() writes; the one after these two is the role
// of who fills the search index (search_file.cc).
constexpr off_t kTurnstile = 8;
constexpr off_t kPen = 9;

bool set_lock(int descriptor, int command, short type, off_t byte) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  int result = 0;
  do {
    result = ::fcntl(descriptor, command, &lock);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

bool try_lock(int descriptor, off_t byte) { return set_lock(descriptor, F_OFD_SETLK, F_WRLCK, byte); }
bool wait_lock(int descriptor, off_t byte) { return set_lock(descriptor, F_OFD_SETLKW, F_WRLCK, byte); }
void unlock(int descriptor, off_t byte) { set_lock(descriptor, F_OFD_SETLK, F_UNLCK, byte); }

// Whoever may write the store may queue for it, whoever came first.
void adopt_permissions(int descriptor, const std::string& store_path) {
  struct stat store {};
  if (::stat(store_path.c_str(), &store) != 0) return;
  if (::fchmod(descriptor, store.st_mode & 0777) != 0) return;
  if (::geteuid() == 0) (void)!::fchown(descriptor, store.st_uid, store.st_gid);
}

Error cannot_lock(const std::string& store_path) {
  const int number = errno;
  const bool forbidden = number == EACCES || number == EPERM || number == EROFS;
  return {forbidden ? Code::no_access : Code::io_error, "Cannot write the lock file of " + store_path + ".",
          lock_path_of(store_path) + ": " + std::strerror(number)};
}

}  // namespace

// Outlives the WriterLock while a thread waits in the kernel, which nothing can interrupt.
struct WriterLock::Shared {
  explicit Shared(int opened) : descriptor(opened) {}
  ~Shared() { ::close(descriptor); }

  const int descriptor;
  std::mutex mutex;
  std::condition_variable changed;
  bool thread_waits = false;  // a thread is on its way to both locks
  bool wanted = false;        // somebody still wants what it gets
  bool granted = false;
  bool failed = false;
};

std::string lock_path_of(const std::string& store_path) { return store_path + ".lock"; }

WriterLock::WriterLock(std::shared_ptr<Shared> shared, std::string store_path)
    : shared_(std::move(shared)), store_path_(std::move(store_path)) {}

WriterLock::~WriterLock() = default;

Result<std::unique_ptr<WriterLock>> WriterLock::open(const std::string& store_path) {
  const std::string path = lock_path_of(store_path);
  int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) {
    descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor >= 0) adopt_permissions(descriptor, store_path);
  }
  if (descriptor < 0) return cannot_lock(store_path);
  return std::unique_ptr<WriterLock>(new WriterLock(std::make_shared<Shared>(descriptor), store_path));
}

bool WriterLock::try_at_once() {
  {
    const std::lock_guard guard(shared_->mutex);
    if (shared_->thread_waits) return false;  // it holds, or will hold, what we would ask for
  }
  if (!try_lock(shared_->descriptor, kTurnstile)) return false;
  const bool free = try_lock(shared_->descriptor, kPen);
  // If not: the place in the queue stays ours, wait() takes it over.
  if (free) unlock(shared_->descriptor, kTurnstile);
  return free;
}

Status WriterLock::acquire(std::chrono::milliseconds patience) {
  if (try_at_once()) return Nothing{};
  return wait(patience);
}

void WriterLock::wait_for_turn(const std::shared_ptr<Shared>& shared) {
  const bool locked = wait_lock(shared->descriptor, kTurnstile) && wait_lock(shared->descriptor, kPen);
  unlock(shared->descriptor, kTurnstile);
  const std::lock_guard guard(shared->mutex);
  shared->thread_waits = false;
  shared->granted = locked && shared->wanted;
  shared->failed = !locked;
  if (locked && !shared->wanted) unlock(shared->descriptor, kPen);
  shared->changed.notify_all();
}

bool WriterLock::start_waiting() {
  try {
    std::thread([shared = shared_] { wait_for_turn(shared); }).detach();
  } catch (const std::system_error&) {
    return false;
  }
  return shared_->thread_waits = true;
}

// The kernel's queue is fair but knows no time limit, so a thread waits in it for us.
Status WriterLock::wait(std::chrono::milliseconds patience) {
  std::unique_lock guard(shared_->mutex);
  shared_->wanted = true;
  shared_->granted = shared_->failed = false;
  if (!shared_->thread_waits && !start_waiting()) {
    unlock(shared_->descriptor, kTurnstile);
    return Error{Code::busy, "No thread can be started to wait for " + store_path_ + "; try again.", {}};
  }
  shared_->changed.wait_for(guard, patience, [&] { return shared_->granted || shared_->failed; });
  shared_->wanted = false;
  if (shared_->granted) return Nothing{};
  if (shared_->failed)
    return Error{Code::io_error, "The lock file of " + store_path_ + " cannot be locked.", {}};
  return Error{Code::busy,
               "Other programs have been writing to " + store_path_ + " for " +
                   std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience).count()) +
                   " seconds; try again.",
               {}};
}

void WriterLock::release() { unlock(shared_->descriptor, kPen); }

void WriterLock::announce(std::int64_t log_position) {
  // Watchers also look by themselves each second, so a full disk here only delays them.
  (void)!::pwrite(shared_->descriptor, &log_position, sizeof log_position, 0);
}

}  // namespace postroom::storage
