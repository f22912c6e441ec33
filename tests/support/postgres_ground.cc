#include "support/postgres_ground.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include "storage/postgres/postgres_engine.h"
#include "support/must.h"
#include "support/postgres_server.h"

namespace postroom::testing {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr char kAtWork[] =
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle'"
    " AND pid <> pg_backend_pid()";

int next_ground() {
  static std::atomic<int> last = 0;
  return ++last;
}

class PostgresGround final : public Ground {
 public:
  PostgresGround(Place place, PostgresServer& server)
      : Ground(place), server_(server), prefix_("ground-" + std::to_string(next_ground()) + "-") {}

  std::string address(const std::string& store) const override { return server_.address(prefix_ + store); }

  // There are accounts once in a database.
  std::string make_accounts_address() override {
    std::string database = server_.make_database();
    must(storage::make_postgres_tables(database));
    return database;
  }

  // A server goes on with what a client sent before it died, and may still commit it.
  void wait_for_the_dead() override {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (server_.run_sql(kAtWork) != "0") {
      if (std::chrono::steady_clock::now() > end) throw std::runtime_error("The server is still at work.");
      std::this_thread::yield();
    }
  }

 private:
  PostgresServer& server_;
  const std::string prefix_;
};

}  // namespace

std::unique_ptr<Ground> postgres_ground(Place place) {
  return std::make_unique<PostgresGround>(place, PostgresServer::shared());
}

std::unique_ptr<Ground> own_postgres_ground(Place place) {
  static PostgresServer server;
  return std::make_unique<PostgresGround>(place, server);
}

}  // namespace postroom::testing
