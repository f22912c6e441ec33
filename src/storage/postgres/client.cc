#include "storage/postgres/client.h"

namespace postroom::storage {

// Whatever of the options is not of one store.
std::shared_ptr<postgres::Client> PostgresClients::of(const postgres::ConnectionOptions& options) {
  const std::string way = options.address + (options.pooled ? " pooled " : " ") +
                          (options.host == postgres::Host::any ? "any " : "writing ") +
                          std::to_string(options.patience.count());
  const std::lock_guard guard(mutex_);
  std::erase_if(clients_, [](const auto& known) { return known.second.expired(); });
  std::shared_ptr<postgres::Client> client = clients_[way].lock();
  if (!client) clients_[way] = client = std::make_shared<postgres::Client>(options);
  return client;
}

std::shared_ptr<PostgresClients> make_postgres_clients() { return std::make_shared<PostgresClients>(); }

}  // namespace postroom::storage
