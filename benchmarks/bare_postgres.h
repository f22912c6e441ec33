// The same rows, indexes and log written and read through libpq by hand: prepared statements, binary parameters, sent
// together where nothing has to be known in between. Works on a store of a database that Postroom made.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;
struct pg_result;

namespace postroom::bench {

class BarePostgres {
 public:
  BarePostgres(const std::string& address, std::int64_t store);
  ~BarePostgres();
  BarePostgres(const BarePostgres&) = delete;
  BarePostgres& operator=(const BarePostgres&) = delete;

  // From the next transaction or reading on, another store of the database.
  void serve(std::int64_t store) { store_ = store; }
  // A transaction holds the store's row, so that there is one at a time per store.
  void begin();
  void commit();

  // What a save writes: compares the version, appends a version and a log entry, updates the row and the counters.
  void save(std::int64_t message, const std::string& content);
  // Row and content of a message; returns the content's size.
  std::size_t read(std::int64_t message);
  void insert(std::int64_t folder, std::int64_t date, const std::string& content, const std::string& source);

  std::vector<std::int64_t> messages_of_store();
  std::int64_t number(const std::string& sql);

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Answer = std::unique_ptr<pg_result, Clear>;

  void prepare(const char* name, const char* sql, int parameters);
  void send(const char* name, const std::vector<std::int64_t>& numbers, const std::vector<const std::string*>& bytes = {});
  void sync();
  Answer answer();           // of the next statement that was sent
  void finish();             // all answers, up to the sync
  void lock();               // waits for the lock's answer and reads the counters
  [[noreturn]] void fail(const char* what);

  pg_conn* handle_ = nullptr;
  std::int64_t store_;
  int awaited_ = 0;  // statements without answer
  bool locked_ = false;
  std::int64_t last_id_ = 0, change_ = 0, position_ = 0;
};

}  // namespace postroom::bench
