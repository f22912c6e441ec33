#include "storage/postgres/reader_pool.h"

#include "base/try.h"
#include "storage/postgres/view.h"

namespace postroom::storage::postgres {
namespace {

// The moment is that of the first reading after it, with which it goes.
const Sql kBegin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", Scope::session);
const Sql kEnd("COMMIT", Scope::session);

class PostgresView final : public Reads<View> {
 public:
  explicit PostgresView(ReaderPool::Lease lease) : Reads(*lease), lease_(std::move(lease)) {}

 protected:
  Connection& for_reading() override {
    ++readings_;
    return *lease_;
  }
  bool replace_lost() override { return readings_ == 1 && lease_.replace_lost(); }

 private:
  ReaderPool::Lease lease_;
  std::uint64_t readings_ = 0;
};

}  // namespace

ReaderPool::Lease::Lease(ReaderPool& pool, std::unique_ptr<Connection> connection, Origin origin,
                         Readings readings)
    : pool_(&pool), connection_(std::move(connection)), origin_(origin), readings_(readings) {
  if (readings_ == Readings::several) connection_->queue(kBegin);
}

ReaderPool::Lease::~Lease() {
  if (!connection_) return;
  if (connection_->queued() != 0) {
    connection_->drop_after(0);  // nothing was read
  } else if (readings_ == Readings::several) {
    connection_->queue(kEnd);
    connection_->send_and_forget();
  }
  if (connection_->is_lost() || connection_->is_demoted()) connection_.reset();
  pool_->give_back(std::move(connection_));
}

bool ReaderPool::Lease::replace_lost() {
  if (origin_ == Origin::opened || !connection_->is_lost()) return false;
  origin_ = Origin::opened;
  pool_->close_idle();  // they will have been lost with it
  auto other = Connection::open(pool_->options_);
  if (!other.ok()) return false;
  connection_ = std::move(other).value();
  if (readings_ == Readings::several) connection_->queue(kBegin);
  return true;
}

Result<ReaderPool::Lease> ReaderPool::borrow(Readings readings) {
  {
    std::unique_lock guard(mutex_);
    const auto free = [&] { return !idle_.empty() || open_ < kMaxReaders; };
    if (!returned_.wait_for(guard, options_.patience, free)) {
      return Error{Code::busy, "Too many readers of store " + options_.store + " at once; try again.", {}};
    }
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection), Lease::Origin::idle, readings);
    }
    ++open_;
  }
  auto connection = Connection::open(options_);
  if (!connection.ok()) {
    give_back(nullptr);
    return std::move(connection).error();
  }
  return Lease(*this, std::move(connection).value(), Lease::Origin::opened, readings);
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
  std::vector<std::unique_ptr<Connection>> closed;  // when others need not wait for it
  {
    const std::lock_guard guard(mutex_);
    open_ -= idle_.size();
    closed.swap(idle_);
  }
  returned_.notify_all();
}

Result<std::unique_ptr<View>> ReaderPool::view() {
  TRY_SET(Lease lease, borrow());
  return std::unique_ptr<View>(std::make_unique<PostgresView>(std::move(lease)));
}

}  // namespace postroom::storage::postgres
