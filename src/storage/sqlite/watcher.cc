#include "storage/sqlite/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/try.h"
#include "storage/sqlite/writer_lock.h"

namespace postroom::storage {
namespace {

constexpr char kDataVersion[] = "PRAGMA data_version";

void drain(int descriptor) {
  alignas(inotify_event) char buffer[4096];
  while (descriptor >= 0 && ::read(descriptor, buffer, sizeof buffer) > 0) {
  }
}

int open_inotify(const std::string& path) {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  if (::inotify_add_watch(descriptor, path.c_str(), IN_MODIFY) >= 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

std::shared_ptr<Watcher> Watcher::make(ConnectionOptions options) {
  return std::shared_ptr<Watcher>(new Watcher(std::move(options)));
}

Watcher::~Watcher() {
  stop();
  if (wake_ >= 0) ::close(wake_);
  if (inotify_ >= 0) ::close(inotify_);
}

Result<std::shared_ptr<void>> Watcher::watch(std::function<void()> changed) {
  const std::lock_guard guard(mutex_);
  if (!running_) TRY(start());
  return watches_->add(std::move(changed));
}

Status Watcher::start() {
  TRY_SET(connection_, Connection::open_reader(options_));
  TRY_SET(seen_, connection_->number(kDataVersion));
  if (wake_ < 0) wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake_ < 0) return Error{Code::io_error, "Cannot watch the store.", std::strerror(errno)};
  if (inotify_ < 0) inotify_ = open_inotify(lock_path_of(options_.path));
  thread_ = std::thread([this] { run(); });
  running_ = true;
  return ok_status();
}

void Watcher::notice() {
  if (!running_) return;
  const std::uint64_t one = 1;
  (void)!::write(wake_, &one, sizeof one);
}

void Watcher::stop() {
  {
    const std::lock_guard guard(mutex_);
    stopped_ = true;
  }
  watches_->stop();
  notice();
  if (thread_.joinable()) thread_.join();
  connection_.reset();
}

bool Watcher::wait_for_sign() {
  pollfd signs[] = {{wake_, POLLIN, 0}, {inotify_, POLLIN, 0}};
  const auto patience = inotify_ >= 0 ? kLookWhenNotified : kLookWhenAlone;
  ::poll(signs, 2, static_cast<int>(patience.count()));  // a negative descriptor is passed over
  drain(wake_);
  drain(inotify_);
  const std::lock_guard guard(mutex_);
  return !stopped_;
}

// True: what there is to see is new. Keeps the old connection where no other is to be had.
bool Watcher::reconnect() {
  auto connection = Connection::open_reader(options_);
  if (!connection.ok()) return false;
  connection_ = std::move(connection).value();
  const Result<std::int64_t> version = connection_->number(kDataVersion);
  if (version.ok()) seen_ = *version;
  return true;
}

// One sign may come twice (inotify and notice) and a sign may be for nothing: the database knows.
bool Watcher::looks_changed() {
  if (connection_->is_outdated()) return reconnect();
  const Result<std::int64_t> version = connection_->number(kDataVersion);
  if (!version.ok()) return true;
  const bool changed = *version != seen_;
  seen_ = *version;
  return changed;
}

void Watcher::run() {
  while (wait_for_sign()) {
    if (looks_changed()) watches_->call();
  }
}

}  // namespace postroom::storage
