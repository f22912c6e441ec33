// The connection that a store is written on, borrowed for as long as there is something to write, with the
// transaction on it; where they are lost, others take their place. Also: what became of a commit whose answer
// was lost with its connection.
#pragma once

#include "storage/postgres/connection_pool.h"
#include "storage/postgres/transaction.h"

#include <chrono>

namespace postroom::storage::postgres {

// Of one that the server, after its words, has surely done with.
enum class Fate { happened, did_not_happen, unknown };

// A commit whose answer was lost, by what its transaction knew of it.
struct LostCommit {
  std::int64_t token = 0;
  std::int64_t token_before = 0;
  LogPosition last_appended;  // 0: none
};

class Writer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Writer(ConnectionOptions options, std::shared_ptr<ConnectionPool> connections);
  ~Writer() { rest(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Sees to it that there is a connection, to a server that takes writes: tries once, and again until `end`.
  // The transaction is a new one then, if there was none or it was lost.
  Status connect(Time end);
  Connection& connection() { return *connection_; }
  PostgresTransaction& transaction() { return *transaction_; }
  // Gives the connection back: nothing is to be written for now.
  void rest();
  // Closes it: its server takes no writes any more, and another may have taken its place.
  void disconnect();

  // Waits until the server is done with the lost connection, and until what it says is as safe as an
  // acknowledged commit (on a synchronous replica, too). An error: it could not be asked until `end`.
  Result<Fate> find_fate(const LostCommit& commit, Time end);

  const ConnectionOptions& options() const { return options_; }

 private:
  Status open(Time end);
  Result<Fate> ask(const LostCommit& commit);

  const ConnectionOptions options_;
  const std::shared_ptr<ConnectionPool> connections_;
  std::unique_ptr<Connection> connection_;
  std::optional<PostgresTransaction> transaction_;
};

// Whether server, database and user take writes to Postroom's tables, which are there.
Result<bool> takes_writes(Connection& connection);

}  // namespace postroom::storage::postgres
