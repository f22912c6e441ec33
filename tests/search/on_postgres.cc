#include "search/searched_store.h"
#include "support/postgres_ground.h"
#include "support/postgres_server.h"

namespace postroom::searching {
namespace {

using testing::Ground;

// Of this store alone: others are in the same tables.
void run_sql(const std::string& address, const std::string& sql) {
  const std::string name = address.substr(address.find("store=") + 6);
  testing::PostgresServer::shared().run_sql(
      sql + " WHERE store_id = (SELECT store_id FROM postroom.store WHERE name = '" + name + "'::bytea)");
}

}  // namespace

std::unique_ptr<Ground> make_ground() { return testing::postgres_ground(testing::Place::memory); }

const std::vector<Spoiler>& spoilers() {
  static const std::vector<Spoiler> all = {
      {"deleted",
       [](const Ground&, const std::string& address) {
         run_sql(address, "DELETE FROM postroom.search_state");
         run_sql(address, "DELETE FROM postroom.search_text");
       }},
      {"of another layout",
       [](const Ground&, const std::string& address) {
         run_sql(address, "UPDATE postroom.search_state SET made_by = 'an older Postroom'");
       }},
      {"of another log",
       [](const Ground&, const std::string& address) {
         run_sql(address, "UPDATE postroom.search_state SET mark = 'another'");
         run_sql(address, "DELETE FROM postroom.search_text");
       }},
      {"ahead of the store",
       [](const Ground&, const std::string& address) {
         run_sql(address, "UPDATE postroom.search_state SET position = position + 1000");
         run_sql(address, "DELETE FROM postroom.search_text");
       }},
      {"not scanned to its end",
       [](const Ground&, const std::string& address) {
         run_sql(address, "UPDATE postroom.search_state SET scanned = 0");
         run_sql(address, "DELETE FROM postroom.search_text");
       }},
  };
  return all;
}

}  // namespace postroom::searching
