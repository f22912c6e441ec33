#include "storage/sqlite/reader_pool.h"

#include "base/try.h"
#include "storage/sqlite/view.h"

namespace postroom::storage {
namespace {

// A statement that has stopped at a row keeps its read transaction, and with it the moment, for the
// statements beside it. BEGIN would not choose the moment before the first read.
constexpr char kAnchor[] = "SELECT id FROM counters WHERE id = 1";

class SqliteView final : public Reads<View> {
 public:
  explicit SqliteView(ReaderPool::Lease lease) : Reads(*lease), lease_(std::move(lease)) {}

 private:
  ReaderPool::Lease lease_;
};

}  // namespace

Status ReaderPool::Lease::begin() {
  TRY_SET(Statement anchor, connection_->prepare(kAnchor));
  TRY_SET(const bool found, anchor.step());
  if (!found)
    return Error{Code::corrupt, connection_->path() + " has lost its counters; restore a backup.", {}};
  anchor_.emplace(std::move(anchor));
  return ok_status();
}

ReaderPool::Lease::~Lease() {
  anchor_.reset();
  if (connection_) pool_->give_back(std::move(connection_));
}

Result<std::unique_ptr<Connection>> ReaderPool::take() {
  {
    std::unique_lock guard(mutex_);
    const auto free = [&] { return !idle_.empty() || open_ < kMaxReaders; };
    if (!returned_.wait_for(guard, options_.patience, free)) {
      return Error{Code::busy, "Too many readers of " + options_.path + " at once; try again.", {}};
    }
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      if (!connection->is_outdated()) return connection;
    } else {
      ++open_;
    }
  }
  auto connection = Connection::open_reader(options_);
  if (!connection.ok()) give_back(nullptr);
  return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard guard(mutex_);
    if (connection) {
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
  }
  returned_.notify_one();
}

void ReaderPool::close_idle() {
  log_state_ = nullptr;
  lookout_.reset();
  const std::lock_guard guard(mutex_);
  open_ -= idle_.size();
  idle_.clear();
}

Result<ReaderPool::Lease> ReaderPool::borrow() {
  TRY_SET(std::unique_ptr<Connection> connection, take());
  Lease lease(*this, std::move(connection));
  TRY(lease.begin());
  return lease;
}

// One statement sees one moment by itself.
Result<std::optional<CurrentMessage>> ReaderPool::current(MessageId id) {
  TRY_SET(std::unique_ptr<Connection> connection, take());
  const Lease lease(*this, std::move(connection));
  return Reads<View>(*lease).current(id);
}

// What is remembered was read while the log stayed in one state, by a statement that saw one moment of that time; it is
// true for as long as the log is in that state. It is asked for before the reading and after it.
Result<std::optional<MessagePlace>> ReaderPool::place(MessageId id) {
  const std::optional<LogState> before = log_state();
  if (before) {
    if (auto known = places_.find(*before, id)) return known;
  }
  TRY_SET(std::unique_ptr<Connection> connection, take());
  const Lease lease(*this, std::move(connection));
  TRY_SET(auto place, read_place(*lease, id));
  if (place && before && log_state() == before) places_.put(*before, id, *place);
  std::call_once(is_posted_, [this] { post_lookout(); });
  return place;
}

std::optional<LogState> ReaderPool::log_state() const {
  const volatile std::uint32_t* const where = log_state_;
  return where ? read_log_state(where) : std::nullopt;
}

// Where that fails, and where there is no log, nothing is remembered.
void ReaderPool::post_lookout() {
  auto connection = Connection::open_reader(options_);
  if (!connection.ok() || !(*connection)->number(kAnchor).ok()) return;
  const auto where = (*connection)->log_state();
  if (!where) return;
  lookout_ = *std::move(connection);
  log_state_ = where;
}

Result<std::unique_ptr<View>> ReaderPool::view() {
  TRY_SET(Lease lease, borrow());
  return std::unique_ptr<View>(std::make_unique<SqliteView>(std::move(lease)));
}

}  // namespace postroom::storage
