#include "storage/conformance.h"
#include "storage/conformance_accounts.h"
#include "storage/postgres/postgres_accounts.h"
#include "storage/postgres/postgres_engine.h"
#include "storage/sqlite/sqlite_engine.h"
#include "support/pgbouncer.h"

namespace postroom::storage {
namespace {

using postroom::testing::PgBouncer;
using postroom::testing::PostgresServer;

Status make_backup(const std::string& path, const std::function<Status(Engine&)>& fill) {
  return make_sqlite_store(path, fill);
}

EngineFactory postgres_factory() {
  EngineFactory factory;
  factory.name = "postgres";
  factory.address = [](const std::filesystem::path& folder, const std::string& store) {
    return PostgresServer::shared().address(folder.filename().string() + "-" + store);
  };
  factory.create = [](const std::string& address) { return create_postgres_engine(address, make_backup); };
  factory.open = [](const std::string& address) {
    return open_postgres_engine(address, PostgresMode::read_write, make_backup);
  };
  factory.open_read_only = [](const std::string& address) {
    return open_postgres_engine(address, PostgresMode::read_only, make_backup);
  };
  factory.backup_address = [](const std::filesystem::path& folder) {
    return (folder / "backup.postroom").string();
  };
  factory.open_backup = [](const std::string& path) {
    return open_sqlite_engine(path, OpenMode::read_write);
  };
  return factory;
}

// Through PgBouncer in transaction mode.
EngineFactory pooled_factory() {
  EngineFactory factory = postgres_factory();
  factory.name = "pooled";
  factory.address = [direct = factory.address](const std::filesystem::path& folder,
                                               const std::string& store) {
    return PgBouncer::shared().through(direct(folder, store));
  };
  return factory;
}

INSTANTIATE_TEST_SUITE_P(Postgres, EngineTest, ::testing::Values(postgres_factory(), pooled_factory()),
                         engine_name);

// Each in a database of its own, as one has only one set of accounts.
AccountsFactory accounts_factory() {
  AccountsFactory factory;
  factory.name = "postgres";
  factory.address = [](const std::filesystem::path&) {
    const std::string database = PostgresServer::shared().make_database();
    must(make_postgres_tables(database));
    return database;
  };
  factory.open = open_postgres_accounts;
  return factory;
}

AccountsFactory pooled_accounts_factory() {
  AccountsFactory factory = accounts_factory();
  factory.name = "pooled";
  factory.address = [direct = factory.address](const std::filesystem::path& folder) {
    return PgBouncer::shared().through(direct(folder));
  };
  return factory;
}

INSTANTIATE_TEST_SUITE_P(Postgres, AccountsTest, ::testing::Values(accounts_factory(), pooled_accounts_factory()),
                         accounts_name);

}  // namespace
}  // namespace postroom::storage
