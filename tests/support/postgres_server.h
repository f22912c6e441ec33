// A PostgreSQL server of the tests' own, with Postroom's tables in its database: in a temporary folder,
// reached by a Unix socket alone, run by a user who is not root (PostgreSQL refuses root).
#pragma once

#include "support/server_process.h"
#include "support/temporary_folder.h"

#include <optional>
#include <string>

namespace postroom::testing {

enum class Syncs {
  off,  // quick; what a stop leaves is whole all the same, as the machine goes on
  on,   // as in earnest
};

// Everything that fails here throws std::runtime_error with a sentence. Used by one thread at a time, but for
// the addresses.
class PostgresServer {
 public:
  // The server of this run: the one that ctest's fixture has started (postgres_keeper.cc), or where a test
  // program is run by hand, one of this program's own. Others use it at the same time, so nobody may stop it.
  static PostgresServer& shared();

  // One of its maker's own, running. Make it on a thread that lives as long: the kernel ends the server with
  // it.
  explicit PostgresServer(Syncs syncs = Syncs::off);
  // A replica of one's own server, to be read from. From then on every commit on `primary` waits until it can
  // be seen here, too.
  struct ReplicaOf {
    PostgresServer& primary;
  };
  explicit PostgresServer(ReplicaOf of);
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Of one store, for the engine. Processes that use the same name here mean different stores.
  std::string address(const std::string& store) const;
  // The same, with another server to turn to.
  std::string address(const std::string& store, const PostgresServer& other) const;
  // Of the whole database, without a store.
  std::string database_address() const;
  // Of another database, new and without tables.
  std::string make_database();

  // What a statement gives as the superuser, as psql prints it: a row a line, its columns with | between
  // them. In the database with Postroom's tables, or the one at this address.
  std::string run_sql(const std::string& sql) const { return run_sql(sql, database_address()); }
  std::string run_sql(const std::string& sql, const std::string& database) const;

  // Of a server of one's own alone. What is stored stays.
  enum class Stop {
    fast,   // ends the connections, and then in order
    crash,  // at once, as after a failure; the next start recovers
  };
  void stop(Stop how = Stop::fast);
  void start();
  void restart(Stop how = Stop::fast) {
    stop(how);
    start();
  }

  // Of a replica: returns once it takes writes.
  void promote() const;
  // A line for postgresql.conf; a server that runs takes it up for the statements that come after.
  void put_setting(const std::string& line);
  std::string log() const;  // the end of it

  const std::string& socket_folder() const { return socket_folder_; }

 private:
  struct Running {
    std::string socket_folder;
  };
  explicit PostgresServer(Running elsewhere);
  static std::optional<Running> find_fixture();
  void make_cluster();
  void copy_cluster(const PostgresServer& primary);
  bool answers() const;
  std::string address_of(const std::string& database) const { return address_of(database, socket_folder_); }
  static std::string address_of(const std::string& database, const std::string& hosts);

  std::optional<TemporaryFolder> folder_;  // of a server of one's own
  std::string socket_folder_;
  Syncs syncs_ = Syncs::off;
  std::optional<ServerProcess> process_;
  int databases_ = 0;
};

// The folder's name in the file system that leads to the server of a run of ctest, given that process.
std::string fixture_link(pid_t ctest);
inline constexpr char kFixtureControl[] = "control";  // the socket in that folder that the keeper listens on

}  // namespace postroom::testing
