#include "storage/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "base/try.h"
#include "storage/postgres/errors.h"

namespace postroom::storage::postgres {
namespace {

// Limits of the session, for a server that this program reached without a pooler: how long to wait for
// another's row lock, and how long the server waits for a client that has gone silent inside a transaction.
const Sql kConfigure(
    "SELECT set_config('lock_timeout', $1::text, false),"
    " set_config('idle_in_transaction_session_timeout', $1::text, false)",
    Scope::session);
constexpr char kConnectSeconds[] = "10";
constexpr char kIdleSeconds[] =
    "10";  // then the other side is asked whether it is there, so often, so many times
constexpr char kProbeSeconds[] = "5";
constexpr char kProbes[] = "3";
constexpr char kDetectSilence[] = "30000";  // milliseconds until unacknowledged bytes mean a lost connection
// In one statement, which the server holds in memory.
constexpr std::size_t kMaxRowsAtOnce = 256;
constexpr std::size_t kMaxBytesAtOnce = 1 << 20;

std::string describe_place(const pg_conn& connection) {
  const char* host = PQhost(&connection);
  const char* port = PQport(&connection);
  const char* database = PQdb(&connection);
  const std::string place =
      std::string(host && *host ? host : "the server") + (port && *port ? std::string(":") + port : "");
  return place + "/" + (database ? database : "");
}

std::string describe_store(const std::string& store, const std::string& place) {
  return store.empty() ? place : "store " + store + " at " + place;
}

int milliseconds_until(std::chrono::steady_clock::time_point end) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
  std::unique_ptr<Connection> connection(new Connection(options));
  TRY(connection->start());
  return connection;
}

Status Connection::start() {
  // The address comes last but for what it must not change, so that it may set its own times.
  const char* const host = options_.host == Host::takes_writes ? "read-write" : "any";
  const char* const names[] = {"connect_timeout",      "tcp_user_timeout",
                               "keepalives_idle",      "keepalives_interval",
                               "keepalives_count",     "application_name",
                               "target_session_attrs", "dbname",
                               "client_encoding",      nullptr};
  const char* const values[] = {kConnectSeconds, kDetectSilence, kIdleSeconds, kProbeSeconds,
                                kProbes,         "postroom",     host,         options_.address.c_str(),
                                "UTF8",          nullptr};
  handle_ = PQconnectdbParams(names, values, 1);
  if (!handle_) return Error{Code::io_error, "Memory ran out.", {}};
  place_ = describe_place(*handle_);
  where_ = describe_store(options_.store, place_);
  if (PQstatus(handle_) != CONNECTION_OK) return connect_error(*handle_, where_);
  took_writes_ = takes_writes();
  PQsetNoticeProcessor(
      handle_, [](void*, const char*) {}, nullptr);
  if (PQsetnonblocking(handle_, 1) != 0 || PQenterPipelineMode(handle_) != 1) {
    return lose(PQerrorMessage(handle_));
  }
  if (options_.pooled) return ok_status();
  queue(kConfigure, Text{std::to_string(options_.patience.count())});
  return flush();
}

void Connection::serve(const ConnectionOptions& store) {
  if (options_.store_id == store.store_id && options_.store == store.store) return;
  options_.store = store.store;
  options_.store_id = store.store_id;
  where_ = describe_store(options_.store, place_);
}

Connection::~Connection() {
  if (handle_) PQfinish(handle_);
}

void Connection::insert(std::size_t place, const Sql& sql) {
  queue_.insert(queue_.begin() + static_cast<std::ptrdiff_t>(place), {&sql, Parameters(), nullptr});
}

void Connection::drop_after(std::size_t count) {
  if (count < queue_.size()) queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(count), queue_.end());
}

bool Connection::in_transaction() const { return PQtransactionStatus(handle_) != PQTRANS_IDLE; }

// As the server reports it with its answers, from PostgreSQL 14 on.
bool Connection::takes_writes() const {
  const char* const read_only = PQparameterStatus(handle_, "default_transaction_read_only");
  return read_only && std::string_view(read_only) == "off";
}

Error Connection::lose(const std::string& detail) {
  lost_ = true;
  queue_.clear();
  awaited_.clear();
  if (!loss_) loss_ = lost_error(where_, detail);
  last_state_.clear();
  if (!failure_) failure_ = loss_;
  return *loss_;
}

Error Connection::note(const Error& error, const std::string& state) {
  last_state_ = state;
  return error;
}

Status Connection::flush() {
  if (queue_.empty() && !lost_) return ok_status();
  Result<Rows> rows = answer();
  if (!rows.ok()) return std::move(rows).error();
  return ok_status();
}

Result<Rows> Connection::answer() {
  sent_ = false;
  if (lost_) return *loss_;
  deadline_ = std::chrono::steady_clock::now() + options_.patience + std::chrono::seconds(5);
  if (!send_queue(false)) return lose(PQerrorMessage(handle_));
  return take_answers();
}

void Connection::send_and_forget() {
  if (lost_ || queue_.empty()) return;
  deadline_ = std::chrono::steady_clock::now() + options_.patience;
  if (!send_queue(true) || !exchange(false)) lose(PQerrorMessage(handle_));
}

bool Connection::send_queue(bool forget) {
  sent_ = true;
  for (std::size_t first = 0; first < queue_.size();) {
    const std::size_t end = end_of_rows(first);
    if (!send(end == first + 1 ? queue_[first] : gathered(first, end), forget)) return false;
    first = end;
  }
  queue_.clear();
  if (PQpipelineSync(handle_) != 1) return false;
  awaited_.push_back({Awaited::Kind::sync, nullptr, forget, nullptr});
  return true;
}

// Past the last of the rows from this one on that one statement can take.
std::size_t Connection::end_of_rows(std::size_t first) const {
  const Sql* const sql = queue_[first].sql;
  std::size_t end = first + 1;
  if (!sql->of_many()) return end;
  std::size_t size = queue_[first].parameters.size();
  while (end < queue_.size() && queue_[end].sql == sql && end - first < kMaxRowsAtOnce) {
    size += queue_[end].parameters.size();
    if (size > kMaxBytesAtOnce) break;
    ++end;
  }
  return end;
}

Connection::Queued Connection::gathered(std::size_t first, std::size_t end) const {
  std::vector<const Parameters*> rows;
  for (std::size_t place = first; place < end; ++place) rows.push_back(&queue_[place].parameters);
  return {queue_[first].sql->of_many(), Parameters::gathered(rows), nullptr};
}

bool Connection::send(const Queued& queued, bool forget) {
  const Sql& sql = *queued.sql;
  queued.parameters.fill(arrays_);
  const int count = queued.parameters.count();
  if (options_.pooled) {
    awaited_.push_back({Awaited::Kind::statement, &sql, forget, queued.rows});
    return PQsendQueryParams(handle_, sql.text(), count, arrays_.types.data(), arrays_.values.data(),
                             arrays_.lengths.data(), arrays_.formats.data(), 1) == 1;
  }
  if (prepared_.size() <= sql.number()) prepared_.resize(sql.number() + 1);
  if (!prepared_[sql.number()]) {
    if (PQsendPrepare(handle_, sql.name().c_str(), sql.text(), count, arrays_.types.data()) != 1)
      return false;
    awaited_.push_back({Awaited::Kind::prepare, &sql, forget, nullptr});
    prepared_[sql.number()] = true;  // or will be, by the time the server comes to what follows
  }
  awaited_.push_back({Awaited::Kind::statement, &sql, forget, queued.rows});
  return PQsendQueryPrepared(handle_, sql.name().c_str(), count, arrays_.values.data(),
                             arrays_.lengths.data(), arrays_.formats.data(), 1) == 1;
}

// Sends while the server would also like to send: neither waits for the other.
bool Connection::exchange(bool until_answer) {
  for (;;) {
    const int unsent = PQflush(handle_);
    if (unsent < 0) return false;
    const bool waits = until_answer && PQisBusy(handle_);
    if (unsent == 0 && !waits) return true;
    pollfd socket{PQsocket(handle_), static_cast<short>(POLLIN | (unsent ? POLLOUT : 0)), 0};
    const int ready = ::poll(&socket, 1, milliseconds_until(deadline_));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      loss_ = timeout_error(where_);
      return false;
    }
    if ((socket.revents & ~POLLOUT) != 0 && PQconsumeInput(handle_) != 1) return false;
  }
}

Result<Rows> Connection::take_answers() {
  Rows last;
  std::optional<Error> failure;
  while (!awaited_.empty()) {
    if (!exchange(true)) return lose(PQerrorMessage(handle_));
    PGresult* const result = PQgetResult(handle_);
    if (!result) {  // the end of one statement's results
      if (PQstatus(handle_) != CONNECTION_OK) return lose(PQerrorMessage(handle_));
      continue;
    }
    Rows rows(result);
    const Awaited awaited = awaited_.front();
    awaited_.pop_front();
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
    if (awaited.kind == Awaited::Kind::prepare && !done) prepared_[awaited.sql->number()] = false;
    switch (PQresultStatus(result)) {
      case PGRES_PIPELINE_SYNC:
      case PGRES_PIPELINE_ABORTED:
        break;
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
        if (awaited.kind == Awaited::Kind::statement) (awaited.rows ? *awaited.rows : last) = std::move(rows);
        break;
      default: {
        const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const Error error = note(server_error(*result, where_), state ? state : "");
        if (PQstatus(handle_) != CONNECTION_OK || is_ended_by_server(last_state_)) return lose(error.detail);
        if (awaited.forget) break;
        if (!failure) failure = error;
        if (!failure_) failure_ = error;
      }
    }
  }
  if (failure) return *failure;
  return last;
}

Status Connection::run_script(const char* sql) {
  TRY(flush());
  if (PQexitPipelineMode(handle_) != 1 || PQsetnonblocking(handle_, 0) != 0)
    return lose(PQerrorMessage(handle_));
  const Rows rows(PQexec(handle_, sql));
  Status status = ok_status();
  if (PGresult* const result = rows.result(); !result || PQresultStatus(result) == PGRES_FATAL_ERROR) {
    status = result ? server_error(*result, where_) : lost_error(where_, PQerrorMessage(handle_));
  }
  if (PQsetnonblocking(handle_, 1) != 0 || PQenterPipelineMode(handle_) != 1)
    return lose(PQerrorMessage(handle_));
  return status;
}

std::vector<Notification> Connection::take_notifications() {
  std::vector<Notification> taken;
  if (PQconsumeInput(handle_) != 1) lose(PQerrorMessage(handle_));
  while (PGnotify* const notification = PQnotifies(handle_)) {
    if (notification->be_pid != PQbackendPID(handle_)) taken.push_back({notification->relname, notification->extra});
    PQfreemem(notification);
  }
  return taken;
}

bool Connection::wait_for_notification(int wake, std::chrono::milliseconds time) {
  if (lost_) return false;
  pollfd files[] = {{PQsocket(handle_), POLLIN, 0}, {wake, POLLIN, 0}};
  ::poll(files, 2, static_cast<int>(time.count()));
  return PQstatus(handle_) == CONNECTION_OK;
}

}  // namespace postroom::storage::postgres
