#include <poll.h>
#include <postroom/text.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/try.h"
#include "storage/postgres/address.h"
#include "storage/postgres/postgres_bulletin.h"

namespace postroom::storage {
namespace postgres {
namespace {

constexpr std::chrono::milliseconds kTellPause{100};    // between two transactions, at least
constexpr std::chrono::milliseconds kRetryPause{1000};  // between two attempts to connect
constexpr std::chrono::milliseconds kPatience{5000};    // with one answer of the server
constexpr std::chrono::hours kLong{1};

const Sql kBegin("BEGIN", Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
const Sql kDoNotSync("SET LOCAL synchronous_commit = off", Scope::session);
const Sql kTell("SELECT pg_notify('postroom_bulletin', $1)", Scope::session);
constexpr const char* kListen = "LISTEN postroom_bulletin;";

class PostgresBulletin final : public Bulletin {
 public:
  PostgresBulletin(ConnectionOptions options, HearBulletin hear)
      : options_(std::move(options)), hear_(std::move(hear)) {}
  ~PostgresBulletin() override {
    stopped_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
    if (wake_ >= 0) ::close(wake_);
  }

  Status start();
  Status tell(std::string text) override;

 private:
  using Clock = std::chrono::steady_clock;
  void wake() const {
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
  }
  void run();
  std::chrono::milliseconds time_left();
  void wait();
  bool connect();
  void send();
  void hear();

  const ConnectionOptions options_;
  const HearBulletin hear_;
  int wake_ = -1;  // eventfd
  std::thread thread_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::deque<std::string> waiting_;  // to be told

  // The thread's own.
  std::unique_ptr<Connection> connection_;
  Clock::time_point next_try_, next_send_;
};

Status PostgresBulletin::start() {
  wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake_ < 0)
    return Error{Code::io_error, "Other servers cannot be told of presence.", std::strerror(errno)};
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error& failed) {
    return Error{Code::io_error, "Other servers cannot be told of presence.", failed.what()};
  }
  return ok_status();
}

Status PostgresBulletin::tell(std::string text) {
  if (text.size() > kMaxBulletinText) {
    return Error{Code::too_big, "A bulletin has at most " + std::to_string(kMaxBulletinText) + " bytes.", {}};
  }
  if (!is_valid_utf8(text) || text.find('\0') != text.npos) {
    return Error{Code::invalid_argument, "A bulletin has to be text.", {}};
  }
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kMaxBulletinsWaiting) {
    return Error{Code::busy, "So many bulletins wait that no more are taken.", {}};
  }
  waiting_.push_back(std::move(text));
  if (waiting_.size() == 1) wake();
  return ok_status();
}

void PostgresBulletin::run() {
  while (!stopped_) {
    if (connect()) {
      send();
      hear();
    }
    if (!stopped_) wait();
  }
}

std::chrono::milliseconds PostgresBulletin::time_left() {
  auto next = Clock::now() + kLong;
  if (!connection_) {
    next = next_try_;
  } else {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) next = next_send_;
  }
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now()),
                  std::chrono::milliseconds(0));
}

void PostgresBulletin::wait() {
  const auto time = time_left();
  if (connection_) {
    connection_->wait_for_notification(wake_, time);
  } else {
    pollfd sign{wake_, POLLIN, 0};
    ::poll(&sign, 1, static_cast<int>(time.count()));
  }
  std::uint64_t count = 0;
  (void)!::read(wake_, &count, sizeof count);
}

bool PostgresBulletin::connect() {
  if (connection_ && (connection_->is_lost() || connection_->is_demoted())) connection_.reset();
  if (connection_) return true;
  if (Clock::now() < next_try_) return false;
  next_try_ = Clock::now() + kRetryPause;
  auto opened = Connection::open(options_);
  if (!opened.ok() || !(*opened)->run_script(kListen).ok()) return false;
  connection_ = std::move(opened).value();
  return true;
}

// What waits goes in one transaction. What could not be told is not told later: it is old by then.
void PostgresBulletin::send() {
  if (Clock::now() < next_send_) return;
  std::deque<std::string> texts;
  {
    const std::lock_guard lock(mutex_);
    texts.swap(waiting_);
  }
  if (texts.empty()) return;
  connection_->queue(kBegin);
  connection_->queue(kDoNotSync);
  for (const std::string& text : texts) connection_->queue(kTell, Text{text});
  connection_->queue(kCommit);
  if (!connection_->flush().ok()) {
    connection_->queue(kRollBack);
    connection_->send_and_forget();
  }
  next_send_ = Clock::now() + kTellPause;
}

void PostgresBulletin::hear() {
  for (const Notification& notification : connection_->take_notifications()) {
    if (stopped_) return;
    hear_(notification.text);
  }
}

}  // namespace
}  // namespace postgres

Result<std::unique_ptr<Bulletin>> open_postgres_bulletin(const std::string& address, HearBulletin hear) {
  TRY_SET(auto options, postgres::parse_postgres_address(address, postgres::StoreNeeded::no));
  if (options.pooled) {
    return Error{Code::not_supported, "Through a pooler servers cannot tell each other anything.", {}};
  }
  options.patience = std::min(options.patience, postgres::kPatience);
  auto bulletin = std::make_unique<postgres::PostgresBulletin>(std::move(options), std::move(hear));
  TRY(bulletin->start());
  return std::unique_ptr<Bulletin>(std::move(bulletin));
}

Result<std::string> postgres_database_of(const std::string& address) {
  TRY_SET(const auto options, postgres::parse_postgres_address(address, postgres::StoreNeeded::no));
  return options.address;
}

}  // namespace postroom::storage
