#include "storage/postgres/transaction.h"

#include "base/try.h"
#include "storage/postgres/errors.h"
#include "storage/seal.h"

namespace postroom::storage::postgres {
namespace {

// Whatever the database has as its default: who waited for the lock has to see what was committed meanwhile.
const Sql kBegin("BEGIN ISOLATION LEVEL READ COMMITTED", Scope::session);
// What a connection has for good, where a pooler gives each transaction another one.
const Sql kLimits(
    "SELECT set_config('lock_timeout', $1::text, true),"
    " set_config('idle_in_transaction_session_timeout', $1::text, true)",
    Scope::session);
const Sql kCommit("COMMIT", Scope::session);
const Sql kRollBack("ROLLBACK", Scope::session);
const Sql kMark("SAVEPOINT job", Scope::session);
const Sql kKeep("RELEASE job", Scope::session);
const Sql kUndo("ROLLBACK TO job", Scope::session);
// Who has this lock is alone in writing to the store, and what he reads stays as it is.
const Sql kLock(
    "SELECT last_id, last_large, change_number, read_state, log_position, log_start, collation_id, token "
    "FROM "
    "postroom.store"
    " WHERE store_id = $1 FOR NO KEY UPDATE");
const Sql kPutCounters(
    "UPDATE postroom.store SET last_id = $2, last_large = $3, change_number = $4, read_state = $5,"
    " log_position = $6, log_start = $7, collation_id = $8, token = $9 WHERE store_id = $1");

}  // namespace

void PostgresTransaction::begin(std::int64_t token) {
  row_ = Rows();
  loaded_ = wrote_ = sent_ = in_doubt_ = marked_ = saved_ = false;
  state_ = stored_ = State();
  token_ = token;
  token_before_ = 0;
  forget_asked();
  forget_known();
  connection().queue(kBegin);
  const ConnectionOptions& options = connection().options();
  if (options.pooled) connection().queue(kLimits, Text{std::to_string(options.patience.count())});
  connection().queue_into(row_, kLock);
}

void PostgresTransaction::foresee(const std::vector<MessageId>& messages) {
  for (const MessageId id : messages) {
    if (!foreseen_.contains(id)) asked_.push_back(id);
  }
  if (!asked_.empty()) ask_later(asked_, asked_messages_, asked_folders_);
}

Status PostgresTransaction::load() {
  if (!loaded_) {
    if (!row_.result()) TRY(for_reading().flush());
    if (!row_.next()) return connection().failure().value_or(no_store_error(connection().where()));
    Counters& counters = state_.counters;
    row_.read(counters.last_id, state_.last_large, counters.change_number, counters.read_state,
              counters.log_position, counters.log_start, counters.collation, token_before_);
    stored_ = state_;
    loaded_ = true;
  }
  return asked_.empty() ? ok_status() : take_foreseen();
}

// Before anything of the transaction has written messages or folders.
Status PostgresTransaction::take_foreseen() {
  if (!asked_folders_.result()) TRY(for_reading().flush());
  for (const MessageId id : asked_) foreseen_[id];
  while (asked_messages_.next()) {
    MessageRecord message;
    read_row(asked_messages_, message);
    foreseen_[message.id] = std::move(message);
  }
  while (asked_folders_.next()) {
    FolderRecord folder;
    read_row(asked_folders_, folder);
    folders_.emplace(folder.id, std::move(folder));
  }
  forget_asked();
  return ok_status();
}

void PostgresTransaction::forget_asked() {
  asked_.clear();
  asked_messages_ = Rows();
  asked_folders_ = Rows();
}

Status PostgresTransaction::commit() {
  // Not with the COMMIT in one go: rows of a store that is not there must not be written.
  TRY(load());
  const Counters& counters = state_.counters;
  write_later(kPutCounters, counters.last_id, state_.last_large, counters.change_number, counters.read_state,
              counters.log_position, counters.log_start, counters.collation, token_);
  Rows answer;
  connection().queue_into(answer, kCommit);
  sent_ = true;
  Status committed = connection().flush();
  in_doubt_ = !committed.ok() && connection().is_lost() && connection().may_have_arrived();
  if (committed.ok() && answer.command() != "COMMIT") {  // the answer where something had failed before
    return Error{Code::io_error, "The database gave the change up; nothing was changed. Try again.",
                 connection().where()};
  }
  return committed;
}

void PostgresTransaction::roll_back() {
  connection().drop_after(0);
  if (sent_) connection().queue(kRollBack);
  connection().send_and_forget();
}

void PostgresTransaction::mark() {
  wrote_ = saved_ = false;
  marked_ = true;
  written_folders_.clear();
  written_messages_.clear();
  place_ = connection().queued();
  marked_state_.reset();
  if (loaded_) marked_state_ = state_;
}

void PostgresTransaction::keep() {
  if (saved_) connection().queue(kKeep);
  marked_ = saved_ = false;
}

void PostgresTransaction::undo() {
  connection().drop_after(place_);
  if (saved_) {
    connection().queue(kUndo);
    connection().queue(kKeep);
  }
  state_ = marked_state_.value_or(stored_);
  forget_written();
  wrote_ = marked_ = saved_ = false;
}

void PostgresTransaction::set_savepoint() {
  if (!marked_ || saved_) return;
  connection().insert(place_++, kMark);
  saved_ = true;
}

// A job that has written nothing needs no savepoint for what it reads; only the place moves, as the queue is
// sent.
Connection& PostgresTransaction::for_reading() {
  if (connection().queued() > place_) set_savepoint();
  place_ = 0;
  sent_ = true;
  return connection();
}

Connection& PostgresTransaction::write_on() {
  set_savepoint();
  wrote_ = sent_ = true;
  return connection();
}

Connection& PostgresTransaction::write_at_once() {
  Connection& connection = write_on();
  place_ = 0;
  return connection;
}

Status PostgresTransaction::found_one(const char* what, const Result<std::int64_t>& changed) {
  if (!changed.ok()) return changed.error();
  if (*changed == 0) return Error{Code::not_found, std::string("There is no such ") + what + ".", {}};
  return ok_status();
}

void PostgresTransaction::forget_known() {
  foreseen_.clear();
  folders_.clear();
  messages_.clear();
  versions_.clear();
}

void PostgresTransaction::forget_written() {
  for (const FolderId id : written_folders_) folders_.erase(id);
  for (const MessageId id : written_messages_) {
    foreseen_.erase(id);
    messages_.erase(id);
  }
  if (wrote_) versions_.clear();
}

Result<Counters> PostgresTransaction::counters() {
  TRY(load());
  return state_.counters;
}

Status PostgresTransaction::put_counters(const Counters& counters) {
  TRY(load());
  wrote_ = true;
  state_.counters = counters;
  return ok_status();
}

Result<std::int64_t> PostgresTransaction::allocate_id() {
  TRY(load());
  if (is_sealed(state_.counters)) return sealed_error(*this);
  wrote_ = true;
  return ++state_.counters.last_id;
}

Result<std::int64_t> PostgresTransaction::allocate_large_id() {
  TRY(load());
  wrote_ = true;
  return ++state_.last_large;
}

Result<std::optional<FolderRecord>> PostgresTransaction::folder(FolderId id) {
  TRY(see_foreseen());
  if (const auto known = folders_.find(id); known != folders_.end()) return std::optional(known->second);
  TRY_SET(auto found, Reads::folder(id));
  if (found) folders_.emplace(id, *found);
  return found;
}

Result<std::optional<MessageRecord>> PostgresTransaction::message(MessageId id) {
  TRY(see_foreseen());
  const auto known = foreseen_.find(id);
  if (known == foreseen_.end()) {
    TRY_SET(auto found, Reads::message(id));
    if (found) messages_.insert(id);
    return found;
  }
  if (known->second) messages_.insert(id);
  return known->second;
}

Result<std::optional<CurrentMessage>> PostgresTransaction::current(MessageId id) {
  TRY_SET(auto found, Reads::current(id));
  if (found) messages_.insert(id);
  return found;
}

Result<std::vector<VersionInfo>> PostgresTransaction::versions(MessageId id) {
  TRY_SET(auto found, Reads::versions(id));
  for (const VersionInfo& version : found) versions_.insert(version.change_number);
  return found;
}

}  // namespace postroom::storage::postgres
