#include "storage/postgres/watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>

namespace postroom::storage::postgres {
namespace {

constexpr std::chrono::hours kLong{1};
constexpr std::string_view kChannel = "postroom_";  // and the store's id

const Sql kToken("SELECT token FROM postroom.store WHERE store_id = $1");
const Sql kBegin("BEGIN", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
// A notification has a commit record; nobody needs it on the disk.
const Sql kDoNotSync("SET LOCAL synchronous_commit = off", Scope::session);
const Sql kNotify("SELECT pg_notify('postroom_' || $1, '')", Scope::session);

// They take no parameters, and a number needs no quotes.
std::string listen_statement(const char* verb, std::int64_t store_id) {
  return std::string(verb) + " " + std::string(kChannel) + std::to_string(store_id) + ";";
}

std::optional<std::int64_t> store_of(std::string_view channel) {
  if (!channel.starts_with(kChannel)) return std::nullopt;
  channel.remove_prefix(kChannel.size());
  std::int64_t id = 0;
  const auto parsed = std::from_chars(channel.data(), channel.data() + channel.size(), id);
  return parsed.ec == std::errc() ? std::optional(id) : std::nullopt;
}

ConnectionOptions less_patient(ConnectionOptions options) {
  options.patience = std::min(options.patience, Watcher::kPatience);
  return options;
}

ConnectionOptions only_store(std::int64_t store_id) {
  ConnectionOptions options;
  options.store_id = store_id;
  return options;
}

}  // namespace

Watcher::Watcher(ConnectionOptions options) : options_(less_patient(std::move(options))) {}

Watcher::~Watcher() {
  {
    const std::lock_guard guard(mutex_);
    stopped_ = true;
    told_.notify_all();
    if (thread_.joinable()) wake();
  }
  if (thread_.joinable()) thread_.join();
  if (wake_ >= 0) ::close(wake_);
}

bool Watcher::Watched::is_watched() const {
  return std::any_of(lists.begin(), lists.end(), [](const auto& list) { return !list->is_empty(); });
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

void Watcher::forget_if_done(std::int64_t store_id) {
  const auto found = stores_.find(store_id);
  if (found == stores_.end()) return;
  const Watched& store = found->second;
  if (store.lists.empty() && !store.news && !store.unsent) stores_.erase(found);
}

Watcher::Post::Post(std::shared_ptr<Watcher> watcher, const ConnectionOptions& store)
    : watcher_(std::move(watcher)), store_id_(store.store_id) {
  const std::lock_guard guard(watcher_->mutex_);
  watcher_->at(store_id_).lists.push_back(list_);
}

Result<std::shared_ptr<void>> Watcher::Post::watch(std::function<void()> changed) {
  std::shared_ptr<void> handle;  // ends outside of the lock
  Watcher& watcher = *watcher_;
  std::unique_lock guard(watcher.mutex_);
  if (Status started = watcher.start(); !started.ok()) return std::move(started).error();
  handle = list_->add(std::move(changed));
  const std::uint64_t failures = watcher.failures_;
  if (std::this_thread::get_id() == watcher.thread_.get_id()) return handle;  // from inside a call
  const auto looks = [&] { return watcher.at(store_id_).looking; };
  ++watcher.waiting_;
  watcher.wake();
  watcher.told_.wait(guard, [&] { return looks() || watcher.stopped_ || watcher.failures_ != failures; });
  --watcher.waiting_;
  if (looks() || watcher.stopped_) return handle;
  const Error error = *watcher.failure_;
  guard.unlock();
  return error;
}

void Watcher::Post::notice(std::int64_t token) {
  const std::lock_guard guard(watcher_->mutex_);
  if (!watcher_->start().ok()) return;  // others look now and then
  Watched& store = watcher_->at(store_id_);
  if (!store.news) watcher_->wake();
  store.news = token;
}

void Watcher::Post::leave() {
  list_->stop();
  std::unique_lock guard(watcher_->mutex_);
  if (std::this_thread::get_id() != watcher_->thread_.get_id()) {
    watcher_->called_.wait(guard, [&] { return watcher_->calling_ != list_.get(); });
  }
  std::erase(watcher_->at(store_id_).lists, list_);
  watcher_->forget_if_done(store_id_);
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

Watcher::Clock::time_point Watcher::next_deed() {
  bool watched = false, unsent = false;
  {
    const std::lock_guard guard(mutex_);
    for (const auto& [id, store] : stores_) {
      watched = watched || store.is_watched();
      unsent = unsent || store.unsent;
    }
  }
  auto next = Clock::now() + kLong;
  if (!connection_) return watched || unsent ? next_try_ : next;
  if (watched) next = std::min(next, next_look_);
  if (unsent) next = std::min(next, next_send_);
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
  (void)!::read(wake_, &count, sizeof count);
}

// Watchers of this process need no server to hear of its commits.
void Watcher::take_news() {
  std::vector<std::shared_ptr<WatchList>> lists;
  {
    const std::lock_guard guard(mutex_);
    for (auto& [id, store] : stores_) {
      if (!store.is_watched()) store.looking = false;
      if (!store.news) continue;
      if (*store.news != store.seen) lists.insert(lists.end(), store.lists.begin(), store.lists.end());
      store.seen = *store.news;
      store.unsent = true;
      store.news.reset();
    }
    ending_ = stopped_;
    hurry_ = ending_ || waiting_ > 0;
  }
  call(lists);
}

void Watcher::call(const std::vector<std::shared_ptr<WatchList>>& lists) {
  for (const auto& list : lists) {
    {
      const std::lock_guard guard(mutex_);
      calling_ = list.get();
    }
    list->call();
    const std::lock_guard guard(mutex_);
    calling_ = nullptr;
    called_.notify_all();
  }
}

bool Watcher::connect() {
  if (connection_ && (connection_->is_lost() || connection_->is_demoted())) connection_.reset();
  if (connection_) return true;
  bool needed = false;
  {
    const std::lock_guard guard(mutex_);
    for (const auto& [id, store] : stores_)
      needed = needed || store.unsent || (!ending_ && store.is_watched());
  }
  if (!needed || (!hurry_ && Clock::now() < next_try_)) return false;
  auto opened = Connection::open(options_);
  if (!opened.ok()) {
    next_try_ = Clock::now() + kRetryPause;
    report(opened.error());
    return false;
  }
  connection_ = std::move(opened).value();
  listening_.clear();
  next_look_ = Clock::now();  // for what was missed meanwhile
  return true;
}

// Those of all stores in one transaction.
void Watcher::send() {
  std::vector<std::int64_t> stores;
  {
    const std::lock_guard guard(mutex_);
    for (const auto& [id, store] : stores_) {
      if (store.unsent) stores.push_back(id);
    }
  }
  if (stores.empty() || (!ending_ && Clock::now() < next_send_)) return;
  connection_->queue(kBegin);
  connection_->queue(kDoNotSync);
  for (const std::int64_t store : stores) connection_->queue(kNotify, store);
  connection_->queue(kCommit);
  if (connection_->flush().ok()) {
    const std::lock_guard guard(mutex_);
    for (const std::int64_t id : stores) {
      at(id).unsent = false;
      forget_if_done(id);
    }
  } else {
    connection_->queue(kRollBack);
    connection_->send_and_forget();
  }
  next_send_ = Clock::now() + kNotifyPause;
}

// For the stores that are watched and no others. A pooler has no connection that could wait for it, a replica
// takes no LISTEN.
void Watcher::listen() {
  if (options_.pooled) return;
  std::string script;
  {
    const std::lock_guard guard(mutex_);
    for (auto& [id, store] : stores_) {
      if (store.is_watched() && listening_.insert(id).second) script += listen_statement("LISTEN", id);
    }
    for (auto id = listening_.begin(); id != listening_.end();) {
      const auto store = stores_.find(*id);
      const bool watched = store != stores_.end() && store->second.is_watched();
      if (!watched) script += listen_statement("UNLISTEN", *id);
      id = watched ? std::next(id) : listening_.erase(id);
    }
  }
  if (!script.empty()) hears_ = connection_->run_script(script.c_str()).ok();
}

void Watcher::hear() {
  const std::vector<Notification> notifications = connection_->take_notifications();
  const std::lock_guard guard(mutex_);
  for (const Notification& notification : notifications) {
    const auto id = store_of(notification.channel);
    const auto store = id ? stores_.find(*id) : stores_.end();
    if (store != stores_.end()) store->second.due = true;
  }
}

// Those of which something was heard, or that are looked at for the first time; all of them now and then.
std::vector<std::int64_t> Watcher::due_stores() {
  const std::lock_guard guard(mutex_);
  const bool all = Clock::now() >= next_look_;
  int watched = 0;
  std::vector<std::int64_t> stores;
  for (auto& [id, store] : stores_) {
    if (!store.is_watched()) continue;
    ++watched;
    if (all || store.due || !store.looking) stores.push_back(id);
    store.due = false;
  }
  if (all) {
    const std::chrono::milliseconds least = hears_ && !options_.pooled ? kLookWhenNotified : kLookWhenAlone;
    next_look_ =
        Clock::now() + std::max(least, std::chrono::milliseconds(watched * 1000 / kMaxLooksPerSecond));
  }
  return stores;
}

void Watcher::look() {
  listen();
  hear();
  for (auto stores = due_stores(); !stores.empty(); stores = due_stores()) {
    if (!look_at(stores)) return;  // they are looked for again
    hear();                        // some may have come with the answer
  }
}

// One commit may be heard of twice and a sign may be for nothing: the store's row knows.
bool Watcher::look_at(const std::vector<std::int64_t>& stores) {
  std::vector<Rows> answers(stores.size());
  for (std::size_t i = 0; i < stores.size(); ++i) {
    connection_->serve(only_store(stores[i]));
    connection_->queue_into(answers[i], kToken);
  }
  if (const Status looked = connection_->flush(); !looked.ok()) {
    report(looked.error());
    return false;
  }
  std::vector<std::shared_ptr<WatchList>> changed;
  {
    const std::lock_guard guard(mutex_);
    for (std::size_t i = 0; i < stores.size(); ++i) {
      std::int64_t token = 0;
      if (answers[i].next()) answers[i].read(token);
      const auto found = stores_.find(stores[i]);
      if (found == stores_.end()) continue;
      Watched& store = found->second;
      if (store.looking && token != store.seen)
        changed.insert(changed.end(), store.lists.begin(), store.lists.end());
      store.seen = token;
      store.looking = true;
    }
    told_.notify_all();
  }
  call(changed);
  return true;
}

}  // namespace postroom::storage::postgres
