// One connection to the file, with its prepared statements. Used by one thread at a time.
#pragma once

#include "storage/sqlite/log_state.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/store_file.h"

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;

namespace postroom::storage {

enum class ConnectionKind {
  writer,
  reader,
  immutable,  // a file that nobody can change: no locks, no files beside it
};

struct ConnectionOptions {
  std::string path;  // absolute
  std::string vfs;   // empty for the default
  int cache_kilobytes = 1024;
  std::chrono::milliseconds patience{10'000};  // how long a statement waits for another process
};

class Connection {
 public:
  // `path` has to exist. Changes nothing in the file.
  static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options, ConnectionKind kind);
  // For reading: a `reader`, or where SQLite may not make its files beside the store and nobody else has,
  // `immutable`.
  static Result<std::unique_ptr<Connection>> open_reader(const ConnectionOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // `sql` is a constant of static storage: its address is the key in the cache.
  Result<Statement> prepare(const char* sql);
  // For one put together of constant pieces, which the cache knows by its text. It keeps kMaxBuilt of them; one
  // that is in use must not wait for that many others.
  Result<Statement> prepare_built(std::string sql);
  static constexpr std::size_t kMaxBuilt = 64;
  template <class... Values>
  Status run(const char* sql, const Values&... values) {
    Result<Statement> statement = prepare(sql);
    if (!statement.ok()) return std::move(statement).error();
    statement->bind(values...);
    return statement->run();
  }
  // As run(), and returns how many rows it changed.
  template <class... Values>
  Result<std::int64_t> change(const char* sql, const Values&... values) {
    Status status = run(sql, values...);
    if (!status.ok()) return std::move(status).error();
    return changed_rows();
  }
  // The first column of the first row; 0 if there is none.
  template <class... Values>
  Result<std::int64_t> number(const char* sql, const Values&... values) {
    Result<Statement> statement = prepare(sql);
    if (!statement.ok()) return std::move(statement).error();
    statement->bind(values...);
    return first_number(*statement);
  }
  // Runs `sql` once, without keeping it: PRAGMA, VACUUM, the schema.
  Status run_once(const char* sql);

  // The error for a result that SQLite returned; remembers the first engine failure.
  Error fail(int result);
  const std::optional<Error>& failure() const { return failure_; }
  void forget_failure() { failure_.reset(); }

  bool in_transaction() const;
  std::int64_t changed_rows() const;
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }
  // Whether this is an immutable one and somebody has begun to write after all: open another.
  bool is_outdated() const;
  // As in log_state.h. Null before the first reading, and for a file without a log: an immutable one, or a backup that
  // nobody has written to.
  const volatile std::uint32_t* log_state();

 private:
  Connection(std::string path, ConnectionKind kind) : path_(std::move(path)), kind_(kind) {}
  Status configure(const ConnectionOptions& options);
  Result<sqlite3_stmt*> compile(const char* sql);
  void drop_oldest_built();
  static Result<std::int64_t> first_number(Statement& statement);

  std::string path_;
  ConnectionKind kind_;
  std::optional<FileState> state_;  // of the immutable file
  sqlite3* handle_ = nullptr;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
  struct Built {
    sqlite3_stmt* handle = nullptr;
    std::uint64_t used = 0;  // when last, as a number of calls
  };
  std::unordered_map<std::string, Built> built_;
  std::uint64_t builds_ = 0;
  std::optional<Error> failure_;
};

}  // namespace postroom::storage
