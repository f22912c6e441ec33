// The same rows, indexes and log written and read with prepared statements by hand, at the same durability: what the
// engine below costs without Postroom. Works on a store's file that nobody else has open.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace postroom::bench {

class BareSqlite {
 public:
  explicit BareSqlite(const std::string& path);
  ~BareSqlite();
  BareSqlite(const BareSqlite&) = delete;
  BareSqlite& operator=(const BareSqlite&) = delete;

  void begin();
  void commit();

  // What a save writes: compares the version, appends a version and a log entry, updates the row and the counters.
  void save(std::int64_t message, const std::string& content);
  // Row and content of a message; returns the content's size.
  std::size_t read(std::int64_t message);
  void insert(std::int64_t folder, std::int64_t date, const std::string& content, const std::string& source);
  // The read flag of all messages of a folder, in one statement.
  void mark_folder(std::int64_t folder, bool read);

  // Reads every column of every row of a SELECT with the folder as ?1; returns how many rows there were.
  std::size_t select(const char* sql, std::int64_t folder);

  std::int64_t folder_named(const std::string& name);
  std::vector<std::int64_t> messages_in(std::int64_t folder);
  void run(const char* sql);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  Statement prepare(const char* sql);

  sqlite3* handle_ = nullptr;
  Statement begin_, commit_, read_, select_, insert_version_, insert_log_, update_message_, read_counters_,
      write_counters_, insert_message_, mark_;
};

}  // namespace postroom::bench
