// From an address to a store. An address is the path of a file, or postgresql://…/database?store=NAME for a store in
// a PostgreSQL database, which many machines can share (its form: libpq's connection URI and the store's name).
#pragma once

#include <postroom/store.h>

#include <string>
#include <string_view>

namespace postroom {

// An address for messages and records: without the password that it may hold.
std::string shown_address(std::string_view address);

// Makes a new store with its default folders. Code::collision if something is there already. A process that
// ends meanwhile leaves at most something that nobody takes for a store: `<path>.partial-…`, or what answers
// Code::not_a_store.
Result<Store> create_store(const std::string& address, const Session& session);

enum class OpenAs { read_write, read_only };

// read_write falls back to read-only where the store may not be written (Store::is_read_only).
// Code::not_found, not_a_store, newer_format, corrupt and no_access say what is in the way.
Result<Store> open_store(const std::string& address, OpenAs mode = OpenAs::read_write);

// A copy leaves the source as it is. A move seals it: opening it answers Code::not_found and where it is now; who
// has it open reads what was there, and saves are refused with Code::read_only.
enum class TransferMode { copy, move };

struct TransferReport {
  bool resumed = false;           // an interrupted transfer was there
  std::int64_t messages = 0;      // in the new store
  std::int64_t copied = 0;        // of these, by this call
  std::int64_t large_values = 0;  // by this call
};

// The same store at another address, with its entry IDs, versions, change numbers, read states, change log and
// history, compared with the source message by message. Others may go on using the source meanwhile; a copy is the
// source as it was at one moment near the end. Interrupted in whatever way, it leaves what does not open as a store
// (Code::not_a_store), and the same call goes on. Code::collision if something else is at `to`.
Result<TransferReport> transfer_store(const std::string& from, const std::string& to,
                                      TransferMode mode = TransferMode::copy, const Progress& progress = {});

// A PostgreSQL database needs Postroom's tables before it can hold stores: once, and again when a newer Postroom has
// other ones. The address needs no store. Code::invalid_argument for the path of a file, which needs neither.
Status make_database(const std::string& address);
Status upgrade_database(const std::string& address);

struct DatabaseStatus {
  std::string place;         // host:port/database
  std::string server;        // its version
  std::int64_t version = 0;  // of the tables; 0: there are none
  std::int64_t newest = 0;   // that this library knows
  std::int64_t stores = 0;
};
Result<DatabaseStatus> database_status(const std::string& address);

}  // namespace postroom
