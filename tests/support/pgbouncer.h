// Debian's PgBouncer in front of a PostgreSQL server of the tests, in transaction mode: each transaction of a
// client may run on another connection to the server.
#pragma once

#include "support/postgres_server.h"

namespace postroom::testing {

// Running while it lives, which the server must do, too. What fails throws std::runtime_error. Make it on a
// thread that lives as long. Addresses from any thread.
class PgBouncer {
 public:
  explicit PgBouncer(const PostgresServer& server);
  PgBouncer(const PgBouncer&) = delete;
  PgBouncer& operator=(const PgBouncer&) = delete;

  // In front of the shared server, as long as this test program runs.
  static PgBouncer& shared();

  // The same address of that server by way of the pooler.
  std::string through(std::string address) const;

 private:
  void write_settings() const;

  const std::string server_folder_;
  TemporaryFolder folder_;
  std::optional<ServerProcess> process_;  // ends before its folder goes
};

}  // namespace postroom::testing
