// The contents tables that requests read, kept open between them: a table follows what happens to the store,
// so that the next page, or a window anywhere in 100,000 rows, costs what is shown and not what there is.
// Each caller has tables of its own. Thread-safe.
#pragma once

#include <postroom/store.h>

#include <map>
#include <memory>
#include <mutex>

#include "server/given_rows.h"

namespace postroom::server {

// All that decides what a table shows.
struct ListShape {
  FolderId folder;
  ContentsOptions options;
  std::optional<Restriction> where;
  SortOrder sort;
  std::vector<PropertyTag> columns;
};

struct OpenTablesLimits {
  std::size_t tables = 64;
  std::size_t tables_of_caller = 8;
  std::uint64_t rows = 4'000'000;  // of all tables together, but for one
  Ticks idle = std::chrono::minutes(10);
  Ticks search_age = std::chrono::seconds(
      5);  // a search folder's is opened anew after that: it keeps what was readable then
};

class OpenTables {
 public:
  OpenTables(std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random,
             OpenTablesLimits limits = {});

  // Code::no_access where the session may not read the folder, whether or not a table of it is open; else as
  // Store::contents_table, Table::restrict and sort fail.
  Result<std::shared_ptr<Table>> open(const std::string& store_name, Store& store, const Session& session,
                                      const ListShape& shape);
  // How many rows a table turned out to have.
  void note_rows(const std::shared_ptr<Table>& table, std::uint64_t rows);

  GivenRows& given() { return given_; }
  // What nobody has used for a while; for whoever has a clock ticking.
  void close_idle();
  std::size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<Table> table;
    std::string caller;
    bool is_search = false;
    std::uint64_t rows = 0;
    FileTime opened, used;
    std::uint64_t turn = 0;  // of the last use
  };
  using Entries = std::map<std::string, Entry>;
  std::shared_ptr<Table> find(const std::string& key);
  void keep_within_limits();  // needs mutex_
  Entries::iterator longest_unused(const std::string* caller);

  const std::shared_ptr<const Clock> clock_;
  const OpenTablesLimits limits_;
  GivenRows given_;
  mutable std::mutex mutex_;
  Entries entries_;  // by caller and shape
  std::uint64_t last_turn_ = 0;
};

}  // namespace postroom::server
