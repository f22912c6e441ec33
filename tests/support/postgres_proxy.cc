#include "support/postgres_proxy.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace postroom::testing {
namespace {

constexpr char kSocket[] = "/.s.PGSQL.5432";
constexpr int kForever = -1;

Verdict::Kind kind_of(LineFault fault) {
  switch (fault) {
    case LineFault::none:
      return Verdict::Kind::pass;
    case LineFault::cut:
      return Verdict::Kind::cut;
    case LineFault::truncate:
      return Verdict::Kind::truncate;
    case LineFault::hold:
      return Verdict::Kind::hold;
  }
  return Verdict::Kind::pass;
}

// Milliseconds until the first of them goes on, for poll().
int time_until_release(const std::list<ProxyConnection>& connections) {
  int time = kForever;
  for (const ProxyConnection& connection : connections) {
    const auto until = connection.held_until();
    if (!until) continue;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - ProxyConnection::Clock::now());
    const int more = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
    time = time == kForever ? more : std::min(time, more);
  }
  return time;
}

}  // namespace

PostgresProxy::PostgresProxy(std::string server_folder)
    : server_(server_folder + kSocket),
      server_folder_(std::move(server_folder)),
      listening_(listen_at(folder_.path() + kSocket)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

PostgresProxy::~PostgresProxy() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  wake();
  thread_.join();
}

std::string PostgresProxy::through(std::string address) const {
  const std::size_t place = address.find(server_folder_);
  if (place == std::string::npos)
    throw std::runtime_error("Not an address of this proxy's server: " + address);
  return address.replace(place, server_folder_.size(), folder_.path());
}

void PostgresProxy::plan(const LinePlan& plan) {
  {
    const std::lock_guard lock(mutex_);
    plan_ = plan;
    steps_ = 0;
    struck_.reset();
    is_down_ = false;
  }
  wake();
}

void PostgresProxy::release() {
  {
    const std::lock_guard lock(mutex_);
    for (ProxyConnection& connection : connections_) connection.release();
  }
  wake();
}

std::uint64_t PostgresProxy::steps() const {
  const std::lock_guard lock(mutex_);
  return steps_;
}

std::optional<LineStrike> PostgresProxy::struck() const {
  const std::lock_guard lock(mutex_);
  return struck_;
}

void PostgresProxy::wake() const {
  const std::uint64_t one = 1;
  (void)!::write(wake_.number(), &one, sizeof one);
}

void PostgresProxy::run() {
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    std::vector<pollfd> waiting = list_files();
    const int time = time_until_release(connections_);
    lock.unlock();
    ::poll(waiting.data(), waiting.size(), time);
    lock.lock();
    serve(waiting);
  }
  connections_.clear();
}

std::vector<pollfd> PostgresProxy::list_files() const {
  std::vector<pollfd> files{{wake_.number(), POLLIN, 0}, {listening_.number(), POLLIN, 0}};
  for (const ProxyConnection& connection : connections_) {
    for (const pollfd& file : connection.waiting()) files.push_back(file);
  }
  return files;
}

void PostgresProxy::serve(std::vector<pollfd>& waiting) {
  std::uint64_t ignored = 0;
  (void)!::read(wake_.number(), &ignored, sizeof ignored);
  connections_.remove_if([&](ProxyConnection& connection) {
    return !connection.serve(
        [&](Side from, const WireMessage& message) { return judge(connection, from, message); });
  });
  if (is_down_) connections_.clear();
  if (waiting[1].revents != 0) accept();
}

void PostgresProxy::accept() {
  OwnedFile client(::accept4(listening_.number(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!client || is_down_) return;
  OwnedFile server = connect_to(server_);
  if (server) connections_.emplace_back(std::move(client), std::move(server));
}

Verdict PostgresProxy::judge(ProxyConnection& connection, Side from, const WireMessage& message) {
  if (is_down_) return {Verdict::Kind::cut};
  if (++steps_ != plan_.at) return {};
  struck_ =
      LineStrike{from, message.type, connection.has_committed(), connection.may_be_committing(from, message)};
  if (plan_.extent == LineExtent::from_then_on) {
    is_down_ = true;
    for (ProxyConnection& other : connections_) {
      if (&other != &connection && other.may_be_committing()) struck_->during_commit = true;
    }
  }
  return {kind_of(plan_.fault), plan_.hold};
}

}  // namespace postroom::testing
