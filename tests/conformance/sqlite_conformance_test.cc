#include "storage/conformance.h"
#include "storage/conformance_accounts.h"
#include "storage/sqlite/sqlite_accounts.h"
#include "storage/sqlite/sqlite_engine.h"

namespace postroom::storage {
namespace {

EngineFactory sqlite_factory() {
  EngineFactory factory;
  factory.name = "sqlite";
  factory.address = [](const std::filesystem::path& folder, const std::string& store) {
    return (folder / (store + ".postroom")).string();
  };
  factory.create = [](const std::string& path) { return create_sqlite_engine(path); };
  factory.open = [](const std::string& path) { return open_sqlite_engine(path, OpenMode::read_write); };
  factory.open_read_only = [](const std::string& path) {
    return open_sqlite_engine(path, OpenMode::read_only);
  };
  return factory;
}

INSTANTIATE_TEST_SUITE_P(Sqlite, EngineTest, testing::Values(sqlite_factory()), engine_name);

AccountsFactory accounts_factory() {
  AccountsFactory factory;
  factory.name = "sqlite";
  factory.address = [](const std::filesystem::path& folder) { return (folder / "accounts").string(); };
  factory.open = [](const std::string& path) { return open_sqlite_accounts(path, IfNoAccounts::make); };
  return factory;
}

INSTANTIATE_TEST_SUITE_P(Sqlite, AccountsTest, testing::Values(accounts_factory()), accounts_name);

}  // namespace
}  // namespace postroom::storage
