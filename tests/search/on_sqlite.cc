#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "search/searched_store.h"

namespace postroom::searching {
namespace {

void run_sql(const std::string& path, const char* sql) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  const int result = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  sqlite3_close(database);
  if (result != SQLITE_OK) throw std::runtime_error(std::string("sqlite cannot run ") + sql);
}

void overwrite(const std::string& path, std::streamoff from, const std::string& bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(from);
  file << bytes;
}

}  // namespace

std::unique_ptr<testing::Ground> make_ground() { return testing::sqlite_ground(testing::Place::memory); }

const std::vector<Spoiler>& spoilers() {
  static const std::vector<Spoiler> all = {
      {"deleted",
       [](const testing::Ground&, const std::string& path) { std::filesystem::remove(path + ".search"); }},
      {"cut off",
       [](const testing::Ground&, const std::string& path) {
         std::filesystem::resize_file(path + ".search", std::filesystem::file_size(path + ".search") / 2);
       }},
      {"emptied", [](const testing::Ground&,
                     const std::string& path) { std::filesystem::resize_file(path + ".search", 0); }},
      {"no database", [](const testing::Ground&,
                         const std::string& path) { std::ofstream(path + ".search") << "Dear Ana,\n"; }},
      {"of another program",
       [](const testing::Ground&, const std::string& path) {
         std::filesystem::remove(path + ".search");
         run_sql(path + ".search", "PRAGMA application_id = 99; CREATE TABLE t(x)");
       }},
      {"full of rubbish",
       [](const testing::Ground&, const std::string& path) {
         const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path + ".search"));
         for (std::streamoff at = 8192; at < size; at += 8192)
           overwrite(path + ".search", at, std::string(600, '\xA5'));
       }},
      {"of another layout",
       [](const testing::Ground&, const std::string& path) {
         run_sql(path + ".search", "UPDATE state SET made_by = 'an older Postroom'");
       }},
      {"of another log",
       [](const testing::Ground&, const std::string& path) {
         run_sql(path + ".search", "UPDATE state SET mark = 'another'; DELETE FROM entry");
       }},
      {"ahead of the store",
       [](const testing::Ground&, const std::string& path) {
         run_sql(path + ".search", "UPDATE state SET position = position + 1000; DELETE FROM entry");
       }},
      {"not scanned to its end",
       [](const testing::Ground&, const std::string& path) {
         run_sql(path + ".search", "UPDATE state SET scanned = 0; DELETE FROM entry");
       }},
  };
  return all;
}

}  // namespace postroom::searching
