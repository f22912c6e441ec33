// From an address to a store. An address is the path of a file, or postgresql://…/database?store=NAME for a
// store in a PostgreSQL database, which many machines can share (its form: libpq's connection URI and the
// store's name).
#pragma once

#include <postroom/store.h>

#include <string>
#include <string_view>
#include <vector>

namespace postroom {

namespace storage {
class PostgresClients;
}

enum class AddressKind { file, database };

// Code::invalid_argument for what looks like the address of something else: "mysql://…". The path of a file
// that is named like that begins with "./".
Result<AddressKind> address_kind(std::string_view address);

// An address for messages and records: without the password that it may hold.
std::string shown_address(std::string_view address);

// Makes a new store with its default folders. Code::collision if something is there already. A process that
// ends meanwhile leaves at most something that nobody takes for a store: `<path>.partial-…`, or in a database
// what answers Code::not_a_store until it is made again.
Result<Store> create_store(const std::string& address, const Session& session);

enum class OpenAs { read_write, read_only };

// read_write falls back to read-only where the store may not be written (Store::is_read_only).
// Code::not_found, not_a_store, newer_format, corrupt and no_access say what is in the way.
Result<Store> open_store(const std::string& address, OpenAs mode = OpenAs::read_write);

// What the stores that one process has open in the same database share: connections (at most 33), and one thread that
// hears of commits. A store that is opened without it has such of its own. A process that opens many stores makes one
// and opens them all with it; it does nothing for files. Thread-safe; copies are the same one; need not outlive the
// stores.
class SharedConnections {
 public:
  SharedConnections();

 private:
  friend Result<Store> open_store(const std::string&, OpenAs, const SharedConnections&);
  std::shared_ptr<storage::PostgresClients> clients_;
};
Result<Store> open_store(const std::string& address, OpenAs mode, const SharedConnections& shared);

// A copy leaves the source as it is. A move seals it: opening it answers Code::not_found and where it is now;
// who has it open reads what was there, and saves are refused with Code::read_only.
enum class TransferMode { copy, move };

struct TransferReport {
  bool resumed = false;           // an interrupted transfer was there
  bool finished = false;          // this move was finished before: nothing was left to do
  std::int64_t messages = 0;      // in the new store
  std::int64_t copied = 0;        // of these, by this call
  std::int64_t large_values = 0;  // by this call
};

// The same store at another address, with its entry IDs, versions, change numbers, read states, change log
// and history, compared with the source message by message. Others may go on using the source meanwhile; a
// copy is the source as it was at one moment near the end. Interrupted in whatever way, it leaves what does
// not open as a store (Code::not_a_store), and the same call goes on. Code::collision if something else is at
// `to`.
Result<TransferReport> transfer_store(const std::string& from, const std::string& to,
                                      TransferMode mode = TransferMode::copy, const Progress& progress = {});

// What is at an address, also where it does not open as a store.
enum class StoreState {
  whole,
  moved,            // sealed; the store is elsewhere
  unfinished_copy,  // a transfer to here was interrupted
  unfinished,       // making it was interrupted
  being_removed,    // removing it was interrupted
};

// Of a store that has moved: what is where it has moved to, as it looks from here.
enum class NewPlace {
  none,        // it has not moved
  whole,       // the store
  unfinished,  // a copy that is not finished, so that the store is whole nowhere else
  gone,        // nothing, or something else
  unknown,     // it cannot be looked at, or its folder or database is not there
};

struct StoreStatus {
  StoreState state = StoreState::whole;
  std::string name;           // in its database, or of its file
  std::int64_t messages = 0;  // that are still there, deleted and associated ones too
  std::string moved_to;       // an address without password
  NewPlace new_place = NewPlace::none;
};
Result<StoreStatus> store_status(const std::string& address);

// Removes for good what is stored there, in whichever of these states it is, but a store whose move is
// unfinished (Code::collision). A file goes at once, and only while nobody has it open (Code::busy). In a
// database it goes in steps: others who have it open cannot save from the first on; its name is free after
// the last. Interrupted, it is gone on with by the same call. Code::not_found, no_access, read_only and
// not_a_store: nothing is changed. Nobody should have a store of a database open still when another one of
// its name is made.
Status remove_store(const std::string& address, const Progress& progress = {});

// Opens a store that has moved where it was before, for whoever has lost the new one. Code::collision if that
// is there, whole or unfinished; no_access where it cannot be told, unless the caller knows that it is lost:
// if it comes back, there are two stores that both take changes. Code::invalid_argument if the store has not
// moved.
enum class IfUnknown { refuse, is_lost };
Status undo_move(const std::string& address, IfUnknown if_unknown = IfUnknown::refuse);

// A PostgreSQL database needs Postroom's tables before it can hold stores: once, and again when a newer
// Postroom has other ones. The address needs no store. Code::invalid_argument for the path of a file, which
// needs neither.
enum class DatabaseTables { made, were_there };
Result<DatabaseTables> make_database(const std::string& address);
Status upgrade_database(const std::string& address);

struct DatabaseStatus {
  std::string place;               // host:port/database
  std::string server;              // its version
  std::int64_t version = 0;        // of the tables; 0: there are none
  std::int64_t newest = 0;         // that this library knows
  std::int64_t stores = 0;         // with those that are not whole
  std::vector<std::string> names;  // of the first hundred of them
  std::string search_obstacle;     // why searching here looks at every message; empty where there is an index
};
Result<DatabaseStatus> database_status(const std::string& address);

}  // namespace postroom
