#include "storage/removal.h"

#include <unistd.h>

#include <cerrno>

#include "base/try.h"
#include "storage/sqlite/errors.h"
#include "storage/sqlite/schema.h"
#include "storage/sqlite/search_file.h"
#include "storage/sqlite/sqlite_engine.h"
#include "storage/sqlite/store_file.h"
#include "storage/sqlite/transaction.h"

namespace postroom::storage {
namespace {

// Fails while anybody else is connected, busy or not: leaving the log takes the whole file for oneself.
constexpr char kLeaveLog[] = "PRAGMA journal_mode = DELETE";
// What is written from here on is for nobody to recover, and no file of it may be left beside the next store.
constexpr char kNoJournal[] = "PRAGMA journal_mode = MEMORY";
constexpr char kStayAlone[] = "PRAGMA locking_mode = EXCLUSIVE";
constexpr char kLockOut[] = "BEGIN EXCLUSIVE; COMMIT";  // stays locked
constexpr std::chrono::seconds kPatience{1};            // who has it open will keep it open

Error in_use_error(const std::string& path, const std::string& detail) {
  return {Code::busy, path + " is in use; close it everywhere, then remove it.", detail};
}

Status lock_out_others(Connection& connection) {
  for (const char* const step : {kLeaveLog, kNoJournal, kStayAlone, kLockOut}) TRY(connection.run_once(step));
  return ok_status();
}

// All or nothing: with the file's name the store is gone. Its lock file and search index go before, as later they
// could be those of another store.
Status remove_file(const std::string& path) {
  ::unlink((path + ".lock").c_str());
  remove_search_files(path);
  if (::unlink(path.c_str()) == 0) return ok_status();
  return system_error(path + " cannot be removed; check the permissions of its folder.", errno);
}

// Who was opening it, and has got hold of the file but not of the lock, shall find that it is no store.
Status mark_and_remove(Connection& connection) {
  SqliteTransaction transaction(connection);
  TRY(transaction.begin());
  Status removed = mark_removed(transaction);
  if (removed.ok()) removed = transaction.write_counters();
  if (removed.ok()) removed = remove_file(connection.path());
  if (removed.ok()) (void)transaction.commit();
  if (!removed.ok()) transaction.roll_back();
  return removed;
}

Status remove_alone(const std::string& path, const SqliteOptions& options) {
  TRY_SET(
      const std::unique_ptr<Connection> connection,
      Connection::open({.path = path, .vfs = options.vfs, .patience = kPatience}, ConnectionKind::writer));
  TRY(lock_out_others(*connection));
  return mark_and_remove(*connection);
}

}  // namespace

Status remove_sqlite_store(const std::string& path, const SqliteOptions& options) {
  TRY_SET(const std::string found, find_file(path, kStoreFormat));
  TRY(check_header(found, options.vfs, kStoreFormat));
  if (!is_writable(found)) {
    return Error{Code::no_access,
                 path + " cannot be removed by this user; check the permissions of the file and its folder.",
                 {}};
  }
  const Status removed = remove_alone(found, options);
  if (removed.ok()) return sync_folder_of(found);
  if (removed.error().code == Code::busy) return in_use_error(path, removed.error().detail);
  return removed;
}

}  // namespace postroom::storage
