// What the stores of one database that a process has open share.
#pragma once

#include "storage/postgres/connection_pool.h"
#include "storage/postgres/current_reader.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/watcher.h"

namespace postroom::storage::postgres {

struct Client {
  explicit Client(const ConnectionOptions& options)
      : connections(std::make_shared<ConnectionPool>(options)),
        watcher(std::make_shared<Watcher>(options)),
        current_reader(connections) {}
  const std::shared_ptr<ConnectionPool> connections;
  const std::shared_ptr<Watcher> watcher;
  CurrentReader current_reader;
};

}  // namespace postroom::storage::postgres

namespace postroom::storage {

// One client for each way to a database that is in use. Thread-safe.
class PostgresClients {
 public:
  std::shared_ptr<postgres::Client> of(const postgres::ConnectionOptions& options);

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<postgres::Client>> clients_;
};

}  // namespace postroom::storage
