#include "storage/postgres/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace postroom::storage::postgres {
namespace {

constexpr std::chrono::hours kLong{1};

const Sql kToken("SELECT token FROM postroom.store WHERE store_id = $1");
const Sql kBegin("BEGIN", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
// A notification has a commit record; nobody needs it on the disk.
const Sql kDoNotSync("SET LOCAL synchronous_commit = off", Scope::session);
const Sql kNotify("SELECT pg_notify('postroom_' || $1, '')", Scope::session);

// LISTEN takes no parameters, and a number needs no quotes.
std::string listen_statement(std::int64_t store_id) { return "LISTEN postroom_" + std::to_string(store_id); }

ConnectionOptions less_patient(ConnectionOptions options) {
  options.patience = std::min(options.patience, Watcher::kPatience);
  return options;
}

}  // namespace

Watcher::Watcher(ConnectionOptions options) : options_(less_patient(std::move(options))) {}

Watcher::~Watcher() {
  stop();
  if (wake_ >= 0) ::close(wake_);
}

Status Watcher::start() {
  if (thread_.joinable() || stopped_) return ok_status();
  if (wake_ < 0) wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake_ < 0) return Error{Code::io_error, "Cannot watch the store.", std::strerror(errno)};
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error& failed) {
    return Error{Code::io_error, "Cannot watch the store.", failed.what()};
  }
  return ok_status();
}

void Watcher::wake() {
  const std::uint64_t one = 1;
  (void)!::write(wake_, &one, sizeof one);
}

Result<std::shared_ptr<void>> Watcher::watch(std::function<void()> changed) {
  std::shared_ptr<void> handle;  // ends outside of the lock
  std::unique_lock guard(mutex_);
  if (Status started = start(); !started.ok()) return std::move(started).error();
  handle = watches_->add(std::move(changed));
  const std::uint64_t failures = failures_;
  if (std::this_thread::get_id() == thread_.get_id()) return handle;  // from inside a call
  wake();
  told_.wait(guard, [&] { return looking_ || stopped_ || failures_ != failures; });
  if (looking_ || stopped_) return handle;
  const Error error = *failure_;
  guard.unlock();
  return error;
}

void Watcher::notice(std::int64_t token) {
  const std::lock_guard guard(mutex_);
  if (stopped_ || !start().ok()) return;  // others look now and then
  if (!news_.has_value()) wake();
  news_ = token;
}

void Watcher::stop() {
  {
    const std::lock_guard guard(mutex_);
    stopped_ = true;
    told_.notify_all();
    if (thread_.joinable()) wake();
  }
  watches_->stop();
  if (thread_.joinable()) thread_.join();
  connection_.reset();
}

void Watcher::report(const Error& error) {
  const std::lock_guard guard(mutex_);
  failure_ = error;
  ++failures_;
  told_.notify_all();
}

void Watcher::run() {
  while (!ending_) {
    wait_for_sign();
    take_news();
    if (!connect()) continue;
    send();
    if (!ending_) look();
  }
}

Watcher::Clock::time_point Watcher::next_deed() const {
  const bool watched = !watches_->is_empty();
  auto next = Clock::now() + kLong;
  if (!connection_) return watched || unsent_ ? next_try_ : next;
  if (watched) next = std::min(next, next_look_);
  if (unsent_) next = std::min(next, next_send_);
  return next;
}

void Watcher::wait_for_sign() {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_deed() - Clock::now());
  const auto time = std::max(left, std::chrono::milliseconds(0));
  if (connection_) {
    connection_->wait_for_notification(wake_, time);
  } else {
    pollfd sign{wake_, POLLIN, 0};
    ::poll(&sign, 1, static_cast<int>(time.count()));
  }
  std::uint64_t count = 0;
  hurry_ = ::read(wake_, &count, sizeof count) > 0;
}

// Watchers of this process need no server to hear of its commits.
void Watcher::take_news() {
  bool changed = false;
  {
    const std::lock_guard guard(mutex_);
    if (news_) {
      changed = *news_ != seen_;
      seen_ = *news_;
      unsent_ = true;
      hurry_ = false;
      news_.reset();
    }
    if (watches_->is_empty()) looking_ = false;
    ending_ = stopped_;
  }
  hurry_ = hurry_ || ending_;
  if (changed) watches_->call();
}

bool Watcher::connect() {
  if (connection_ && (connection_->is_lost() || connection_->is_demoted())) connection_.reset();
  if (connection_) return true;
  const bool needed = unsent_ || (!ending_ && !watches_->is_empty());
  if (!needed || (!hurry_ && Clock::now() < next_try_)) return false;
  auto opened = Connection::open(options_);
  if (!opened.ok()) {
    next_try_ = Clock::now() + kRetryPause;
    report(opened.error());
    return false;
  }
  connection_ = std::move(opened).value();
  asked_ = listening_ = false;
  next_look_ = Clock::now();  // for what was missed meanwhile
  return true;
}

void Watcher::send() {
  if (!unsent_ || (!hurry_ && Clock::now() < next_send_)) return;
  connection_->queue(kBegin);
  connection_->queue(kDoNotSync);
  connection_->queue(kNotify, options_.store_id);
  connection_->queue(kCommit);
  if (connection_->flush().ok()) {
    unsent_ = false;
  } else {
    connection_->queue(kRollBack);
    connection_->send_and_forget();
  }
  next_send_ = Clock::now() + kNotifyPause;
}

// A pooler has no connection that could wait for it, a replica takes no LISTEN.
void Watcher::listen() {
  asked_ = true;
  if (options_.pooled) return;
  listening_ = connection_->run_script(listen_statement(options_.store_id).c_str()).ok();
}

void Watcher::look() {
  bool due = connection_->take_notifications() || !looking_ || Clock::now() >= next_look_;
  if (watches_->is_empty()) return;
  if (!asked_) listen();
  while (due) {
    next_look_ = Clock::now() + (listening_ ? kLookWhenNotified : kLookWhenAlone);
    if (looks_changed()) watches_->call();
    due = connection_->take_notifications();  // some may have come with the answer
  }
}

// One commit may be heard of twice and a sign may be for nothing: the store's row knows.
bool Watcher::looks_changed() {
  const Result<std::int64_t> token = connection_->number(kToken);
  if (!token.ok()) {
    report(token.error());
    return false;  // it is looked for again, and `seen_` stays
  }
  const bool changed = looking_ && *token != seen_;
  seen_ = *token;
  const std::lock_guard guard(mutex_);
  looking_ = true;
  told_.notify_all();
  return changed;
}

}  // namespace postroom::storage::postgres
