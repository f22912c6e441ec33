// One store = one store_id in the tables of a PostgreSQL database (docs/schema.md), shared by any number of
// processes and machines. The twin of sqlite_engine.h.
#pragma once

#include "storage/engine.h"

#include <memory>
#include <string>
#include <string_view>

namespace postroom::storage {

// Whether this is an address of PostgreSQL rather than the path of a file.
bool is_postgres_address(std::string_view address);

// Makes a store with another engine, at a path, of what `fill` writes into it; nothing is left where that
// fails.
using MakeBackup = std::function<Status(const std::string& path, const std::function<Status(Engine&)>& fill)>;

// What the stores of one database that a process has open can share: connections, and the thread that hears of
// commits. May end before the engines that were given it.
class PostgresClients;
std::shared_ptr<PostgresClients> make_postgres_clients();

// `address` as in address.h, with a store. Code::collision if it is there already; not_a_store if the
// database has no Postroom tables.
Result<std::unique_ptr<Engine>> create_postgres_engine(const std::string& address, MakeBackup make_backup = {},
                                                       std::shared_ptr<PostgresClients> clients = {});

enum class PostgresMode { read_write, read_only };

// read_write falls back to read_only on a server that takes no writes (Engine::is_read_only). Code::not_found
// if there is no such store; not_a_store, newer_format, no_access, io_error say what is in the way.
Result<std::unique_ptr<Engine>> open_postgres_engine(const std::string& address, PostgresMode mode,
                                                     MakeBackup make_backup = {},
                                                     std::shared_ptr<PostgresClients> clients = {});

// For good, in many small transactions. Code::not_found, not_a_store, newer_format, no_access, read_only:
// nothing is changed then. From its first transaction on the store answers Code::not_a_store, its name is
// taken until the last, and where it is interrupted the same call goes on. Who has it open is not waited for:
// his next commit is refused.
Status remove_postgres_store(const std::string& address, const Progress& progress = {});

// Empty if the address names none.
Result<std::string> postgres_store_name(const std::string& address);

// The tables of a whole database; a store in the address is nothing to these.
enum class PostgresTables { made, were_there };
Result<PostgresTables> make_postgres_tables(const std::string& address);
Status upgrade_postgres_tables(const std::string& address);

inline constexpr std::size_t kMaxListedStores = 100;

struct PostgresStatus {
  std::string place;               // host:port/database
  std::string server;              // its version
  std::int64_t version = 0;        // of the tables; 0: there are none
  std::int64_t newest = 0;         // that this program knows
  std::int64_t stores = 0;         // with those that are not whole
  std::vector<std::string> names;  // of the first kMaxListedStores
  std::string search_obstacle;     // why there is no search index; empty if there is, or are no tables
};
Result<PostgresStatus> postgres_status(const std::string& address);

}  // namespace postroom::storage
