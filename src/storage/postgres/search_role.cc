#include "storage/postgres/search_role.h"

#include "base/try.h"
#include "storage/postgres/store_row.h"

namespace postroom::storage::postgres {
namespace {

constexpr std::int64_t kLockSpace = 0x53656172'63680000;  // "Search": apart from other locks of the database

const Sql kLock("SELECT pg_try_advisory_lock($1)::int::bigint", Scope::session);
const Sql kUnlock("SELECT pg_advisory_unlock($1)", Scope::session);
const Sql kMakeRow(
    "INSERT INTO postroom.search_state(store_id, position, scanned, mark, made_by, making, entries, holder, "
    "held_until)"
    " VALUES($1, 0, 0, '', '', 0, 0, 0, 'epoch') ON CONFLICT DO NOTHING");
const Sql kLease(
    "UPDATE postroom.search_state SET holder = $2, held_until = clock_timestamp() + interval '30 seconds'"
    " WHERE store_id = $1 AND held_until < clock_timestamp()");
const Sql kEndLease(
    "UPDATE postroom.search_state SET held_until = 'epoch' WHERE store_id = $1 AND holder = $2");

class Role {
 public:
  Role(std::shared_ptr<IndexWriter> writer, std::int64_t lease) : writer_(std::move(writer)), lease_(lease) {}
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;
  ~Role() {
    const std::lock_guard lock(writer_->mutex);
    if (!writer_->connection || writer_->connection->is_lost())
      return;  // and with it the lock; a lease runs out
    if (lease_ == 0) {
      (void)writer_->connection->query(kUnlock, writer_->options.store_id ^ kLockSpace);
    } else {
      (void)writer_->connection->change(kEndLease, lease_);
    }
  }

 private:
  const std::shared_ptr<IndexWriter> writer_;
  const std::int64_t lease_;  // 0: a lock
};

Result<bool> take_lease(Connection& connection, std::int64_t lease) {
  TRY(connection.change(kMakeRow));
  TRY_SET(const std::int64_t taken, connection.change(kLease, lease));
  return taken == 1;
}

Result<bool> take_lock(Connection& connection) {
  TRY_SET(const std::int64_t taken, connection.number(kLock, connection.options().store_id ^ kLockSpace));
  return taken != 0;
}

}  // namespace

Result<Connection*> IndexWriter::usable() {
  if (connection && (connection->is_lost() || connection->is_demoted())) connection.reset();
  if (!connection) {
    TRY_SET(connection, Connection::open(options));
  }
  return connection.get();
}

Status IndexWriter::settle(Status done) {
  if (!done.ok() && connection && (connection->is_lost() || connection->in_transaction())) connection.reset();
  return done;
}

Result<std::shared_ptr<void>> take_index_role(const std::shared_ptr<IndexWriter>& writer) {
  const std::lock_guard lock(writer->mutex);
  if (!writer->role.expired()) return std::shared_ptr<void>();  // the server would give a lock twice
  TRY_SET(Connection* const connection, writer->usable());
  const std::int64_t lease = writer->options.pooled ? make_token() : 0;
  const Result<bool> taken = lease == 0 ? take_lock(*connection) : take_lease(*connection, lease);
  if (!taken.ok()) return writer->settle(taken.error()).error();
  if (!*taken) return std::shared_ptr<void>();
  auto role = std::shared_ptr<void>(std::make_shared<Role>(writer, lease));
  writer->role = role;
  return role;
}

}  // namespace postroom::storage::postgres
