#include "storage/postgres/writer.h"

#include <algorithm>
#include <thread>

#include "base/try.h"
#include "storage/postgres/errors.h"

namespace postroom::storage::postgres {
namespace {

using Clock = std::chrono::steady_clock;

// Between two attempts to connect: doubled each time.
constexpr std::chrono::milliseconds kFirstPause{20};
constexpr std::chrono::milliseconds kLongestPause{1000};

const Sql kTakesWrites(
    "SELECT (NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::boolean"
    " AND has_table_privilege('postroom.store', 'UPDATE'))::int::bigint",
    Scope::session);
const Sql kBegin("BEGIN", Scope::session);
// Not a ROLLBACK: the lost commit may be seen here before a synchronous replica has it, and this one, whose
// lock stands behind it in the server's log, waits for the replica.
const Sql kEnd("COMMIT", Scope::session);
// A transaction that the server has not done with yet holds this lock: it is waited for here.
const Sql kLockStore(
    "SELECT token, log_position, log_start FROM postroom.store WHERE store_id = $1 FOR UPDATE");
const Sql kLogToken("SELECT token FROM postroom.log WHERE store_id = $1 AND position = $2");

// The rows as they are now, without a transaction under way.
struct Traces {
  std::int64_t token = 0;
  LogPosition log_position, log_start;
  std::optional<std::int64_t> log_token;  // of the entry that the lost commit would have made
};

Result<Traces> read_traces(Connection& connection, LogPosition entry) {
  connection.queue(kBegin);
  TRY_SET(Rows row, connection.query(kLockStore));
  if (!row.next()) return no_store_error(connection.where());
  Traces traces;
  row.read(traces.token, traces.log_position, traces.log_start);
  if (entry.value == 0) return traces;
  TRY_SET(Rows log, connection.query(kLogToken, entry));
  if (log.next()) log.read(traces.log_token.emplace());
  return traces;
}

Fate judge(const LostCommit& commit, const Traces& now) {
  if (now.token == commit.token) return Fate::happened;
  if (commit.last_appended.value == 0) {
    return now.token == commit.token_before ? Fate::did_not_happen : Fate::unknown;
  }
  // Every position is given out once: what stands there tells who was first.
  if (now.log_token) return *now.log_token == commit.token ? Fate::happened : Fate::did_not_happen;
  return commit.last_appended > now.log_position ? Fate::did_not_happen : Fate::unknown;
}

// no_access: libpq says nothing else of a host that asked for a password and then was refused, such as a
// replica that has not been promoted yet; and this user has been let in before.
bool may_pass(Code code) {
  return code == Code::io_error || code == Code::busy || code == Code::read_only || code == Code::no_access;
}

}  // namespace

Result<bool> takes_writes(Connection& connection) {
  if (connection.is_known_to_write()) return true;
  TRY_SET(const std::int64_t takes, connection.number(kTakesWrites));
  if (takes != 0) connection.note_writes();
  return takes != 0;
}

Writer::Writer(ConnectionOptions options, std::shared_ptr<ConnectionPool> connections)
    : options_(std::move(options)), connections_(std::move(connections)) {}

void Writer::rest() {
  transaction_.reset();
  if (connection_) connections_->give_back(std::move(connection_), Purpose::writing);
}

void Writer::disconnect() {
  transaction_.reset();
  if (!connection_) return;
  connection_.reset();
  connections_->give_back(nullptr, Purpose::writing);
}

// `end`: of waiting for others, who write now.
Status Writer::open(Time end) {
  rest();
  TRY_SET(ConnectionPool::Lent lent, connections_->borrow(options_, Purpose::writing, end));
  connection_ = std::move(lent.connection);
  const Result<bool> writable = takes_writes(*connection_);
  if (writable.ok() && *writable) {
    transaction_.emplace(*connection_);
    return ok_status();
  }
  const Error refusal = writable.ok() ? read_only_error(connection_->where()) : writable.error();
  disconnect();
  return refusal;
}

Status Writer::connect(Time end) {
  if (connection_ && !connection_->is_lost()) return ok_status();
  for (auto pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    Status opened = open(end);
    if (opened.ok() || !may_pass(opened.error().code) || Clock::now() + pause >= end) return opened;
    std::this_thread::sleep_for(pause);
  }
}

Result<Fate> Writer::ask(const LostCommit& commit) {
  TRY_SET(const Traces traces, read_traces(*connection_, commit.last_appended));
  connection_->queue(kEnd);
  TRY(connection_->flush());
  return judge(commit, traces);
}

Result<Fate> Writer::find_fate(const LostCommit& commit, Time end) {
  for (;;) {
    TRY(connect(end));
    const Result<Fate> fate = ask(commit);
    if (fate.ok()) return fate;
    disconnect();
    if (!may_pass(fate.error().code) || Clock::now() >= end) return fate.error();
    std::this_thread::sleep_for(kFirstPause);
  }
}

}  // namespace postroom::storage::postgres
