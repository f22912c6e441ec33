#include "storage/postgres/reader_pool.h"

#include "base/try.h"
#include "storage/postgres/view.h"

namespace postroom::storage::postgres {
namespace {

// The moment is that of the first reading after it, with which it goes.
const Sql kBegin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", Scope::session);
const Sql kMayBeSilent("SET LOCAL idle_in_transaction_session_timeout = 0", Scope::session);
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

ReaderPool::Lease::Lease(ReaderPool& pool, ConnectionPool::Lent lent, Readings readings)
    : pool_(&pool), connection_(std::move(lent.connection)), origin_(lent.origin), readings_(readings) {
  begin();
}

// A view holds no lock that others wait for, and a copy looks at other things while it has one.
void ReaderPool::Lease::begin() {
  if (readings_ != Readings::several) return;
  connection_->queue(kBegin);
  connection_->queue(kMayBeSilent);
}

ReaderPool::Lease::~Lease() {
  if (!connection_) return;
  if (connection_->queued() != 0) {
    connection_->drop_after(0);  // nothing was read
  } else if (readings_ == Readings::several) {
    connection_->queue(kEnd);
    connection_->send_and_forget();
  }
  pool_->connections_->give_back(std::move(connection_), Purpose::reading);
}

bool ReaderPool::Lease::replace_lost() {
  if (origin_ == ConnectionPool::Origin::opened || !connection_->is_lost()) return false;
  origin_ = ConnectionPool::Origin::opened;
  pool_->connections_->close_idle();  // they will have been lost with it
  auto other = pool_->connections_->replace(pool_->options_);
  if (!other.ok()) return false;
  connection_ = std::move(other).value();
  begin();
  return true;
}

Result<ReaderPool::Lease> ReaderPool::borrow(Readings readings) {
  const auto end = std::chrono::steady_clock::now() + options_.patience;
  TRY_SET(ConnectionPool::Lent lent, connections_->borrow(options_, Purpose::reading, end));
  return Lease(*this, std::move(lent), readings);
}

Result<std::unique_ptr<View>> ReaderPool::view() {
  TRY_SET(Lease lease, borrow());
  return std::unique_ptr<View>(std::make_unique<PostgresView>(std::move(lease)));
}

}  // namespace postroom::storage::postgres
