// One connection to the server, in pipeline mode: statements wait in a queue here and go together, so that a
// transaction costs one or two round trips. Used by one thread at a time.
#pragma once

#include "storage/postgres/parameters.h"
#include "storage/postgres/rows.h"
#include "storage/postgres/sql.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct pg_conn;

namespace postroom::storage::postgres {

// Which of an address's hosts is good enough; the first of those is taken. What the address itself says
// (target_session_attrs) goes before.
enum class Host { any, takes_writes };

struct ConnectionOptions {
  std::string address;  // a libpq URI without Postroom's own parameters
  Host host = Host::any;
  std::string store;          // its name
  std::int64_t store_id = 0;  // $1 of every statement on tables
  // A pooler that gives each transaction another server connection (PgBouncer's transaction mode): no
  // prepared statements, no LISTEN.
  bool pooled = false;
  // How long to wait for an answer, or for a lock of another process; and how long the server waits for a
  // client that has gone silent in a transaction.
  std::chrono::milliseconds patience{30'000};
};

// What NOTIFY has brought.
struct Notification {
  std::string channel, text;
};

class Connection {
 public:
  static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
  // From now on the statements are about the store of these options, of the same database; what is queued
  // stays about the one before.
  void serve(const ConnectionOptions& store);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Puts a statement at the end of the queue. Whether it succeeds is known after the next flush() or query().
  template <class... Values>
  void queue(const Sql& sql, const Values&... values) {
    if (sql.scope() == Scope::store) {
      queue_.push_back({&sql, Parameters(options_.store_id, values...), nullptr});
    } else {
      queue_.push_back({&sql, Parameters(values...), nullptr});
    }
  }
  // The same for one whose rows are wanted: once it is done, `rows`, which must live until then, has them.
  template <class... Values>
  void queue_into(Rows& rows, const Sql& sql, const Values&... values) {
    queue(sql, values...);
    queue_.back().rows = &rows;
  }
  std::size_t queued() const { return queue_.size(); }
  void insert(std::size_t place,
              const Sql& sql);         // a statement without parameters, before others in the queue
  void drop_after(std::size_t count);  // those of the queue behind its first `count`, if there are more

  // Sends the queue and waits for every answer. The first failure; what the queue held behind it was not
  // done.
  Status flush();
  // The same with this statement at the end of it, and gives its rows.
  template <class... Values>
  Result<Rows> query(const Sql& sql, const Values&... values) {
    queue(sql, values...);
    return answer();
  }
  // query(), and how many rows it changed.
  template <class... Values>
  Result<std::int64_t> change(const Sql& sql, const Values&... values) {
    Result<Rows> rows = query(sql, values...);
    if (!rows.ok()) return std::move(rows).error();
    return rows->changed();
  }
  // query() for one number: the first column of the first row; 0 if there is none.
  template <class... Values>
  Result<std::int64_t> number(const Sql& sql, const Values&... values) {
    Result<Rows> rows = query(sql, values...);
    if (!rows.ok()) return std::move(rows).error();
    std::int64_t found = 0;
    if (rows->next()) rows->read(found);
    return found;
  }
  // Sends the queue and leaves the answers for the next flush() or query(), which ignores their failures.
  void send_and_forget();
  // Several statements without parameters, at once and not kept: the schema. Nothing may be queued.
  Status run_script(const char* sql);

  // No use any more: the server or the network ended it, or an answer did not come in time.
  bool is_lost() const { return lost_; }
  // Whether the server took writes and has said since, with an answer, that it does not any more: what it
  // tells may be old by now, as another may have taken its place.
  bool is_demoted() const { return took_writes_ && !takes_writes(); }
  // Whether it is known to be to a server that takes this user's writes; who has found out notes it.
  bool is_known_to_write() const { return known_to_write_; }
  void note_writes() { known_to_write_ = true; }
  // The first failure since forget_failure(), whoever was told of it.
  const std::optional<Error>& failure() const { return failure_; }
  void forget_failure() { failure_.reset(); }
  // SQLSTATE of the last failure; empty if it had none.
  const std::string& last_state() const { return last_state_; }
  // Whether the last flush() had begun to send before it failed.
  bool may_have_arrived() const { return sent_; }
  bool in_transaction() const;

  // Waits for a notification (LISTEN) or until `wake`, a file descriptor, is readable, or the time is over;
  // takes what has come. False: the connection is lost.
  bool wait_for_notification(int wake, std::chrono::milliseconds time);
  std::vector<Notification> take_notifications();  // that this connection has not sent itself

  const ConnectionOptions& options() const { return options_; }
  const std::string& where() const { return where_; }  // for errors: "store mail at host:port/database"
  pg_conn* handle() const { return handle_; }

 private:
  struct Queued {
    const Sql* sql;
    Parameters parameters;
    Rows* rows = nullptr;  // who wants its rows
  };
  struct Awaited {
    enum class Kind { prepare, statement, sync } kind;
    const Sql* sql;
    bool forget;  // its failure is nobody's
    Rows* rows;
  };

  explicit Connection(ConnectionOptions options) : options_(std::move(options)) {}
  Status start();
  bool takes_writes() const;
  Result<Rows> answer();
  bool send_queue(bool forget);
  std::size_t end_of_rows(std::size_t first) const;
  Queued gathered(std::size_t first, std::size_t end) const;
  bool send(const Queued& queued, bool forget);
  Result<Rows> take_answers();
  bool exchange(bool until_answer);  // moves bytes both ways; false: lost
  Error lose(const std::string& detail);
  Error note(const Error& error, const std::string& state);

  ConnectionOptions options_;
  std::string place_;  // host:port/database
  std::string where_;
  pg_conn* handle_ = nullptr;
  std::vector<Queued> queue_;
  std::deque<Awaited> awaited_;
  std::vector<bool> prepared_;  // by Sql::number()
  Parameters::Arrays arrays_;   // kept for its memory
  std::chrono::steady_clock::time_point deadline_;
  std::string last_state_;
  std::optional<Error> loss_;
  std::optional<Error> failure_;
  bool lost_ = false;
  bool sent_ = false;
  bool took_writes_ = false;
  bool known_to_write_ = false;
};

}  // namespace postroom::storage::postgres
