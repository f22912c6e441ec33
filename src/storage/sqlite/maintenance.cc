#include "storage/sqlite/maintenance.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/try.h"
#include "storage/sqlite/store_file.h"

namespace postroom::storage {
namespace {

constexpr char kVacuumInto[] = "VACUUM INTO ?";
constexpr char kFileSize[] = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
constexpr char kFreePages[] = "PRAGMA freelist_count";
constexpr char kReleasePages[] = "PRAGMA incremental_vacuum(1000)";  // a step of a few milliseconds
constexpr int kInstructionsPerReport = 100'000;

// What the progress callback of a backup looks at.
struct BackupState {
  const Progress& progress;
  const std::string& file;
  std::uint64_t total;
};

int report_backup(void* context) {
  const auto& state = *static_cast<BackupState*>(context);
  struct stat written {};
  if (::stat(state.file.c_str(), &written) == 0) {
    state.progress(std::min(static_cast<std::uint64_t>(written.st_size), state.total), state.total);
  }
  return 0;
}

// It answers "output file already exists" for an empty file whose size the disk does not tell.
Status vacuum_into(Connection& connection, const std::string& file) {
  const Status copied = connection.run(kVacuumInto, file);
  if (copied.ok() || sqlite3_errcode(connection.handle()) != SQLITE_ERROR) return copied;
  return Error{Code::io_error, "The disk failed on " + file + "; check it, then try again.",
               copied.error().detail};
}

Status copy_store(const ConnectionOptions& options, const std::string& file, const Progress& progress) {
  TRY_SET(const std::unique_ptr<Connection> connection, Connection::open_reader(options));
  TRY_SET(const std::int64_t size, connection->number(kFileSize));
  BackupState state{progress, file, static_cast<std::uint64_t>(size)};
  if (progress) sqlite3_progress_handler(connection->handle(), kInstructionsPerReport, report_backup, &state);
  TRY(vacuum_into(*connection, file));
  if (progress) progress(state.total, state.total);
  return ok_status();
}

Status write_backup(const ConnectionOptions& options, const std::string& destination,
                    const Progress& progress) {
  TRY_SET(PartialFile file, PartialFile::make(destination));
  TRY(copy_store(options, file.path(), progress));
  struct stat store {};
  if (::stat(options.path.c_str(), &store) == 0) (void)!::chmod(file.path().c_str(), store.st_mode & 0777);
  return file.publish();
}

}  // namespace

Status back_up_store(const ConnectionOptions& options, const std::string& destination,
                     const Progress& progress) {
  TRY_SET(const std::string path, free_path(destination));
  Status status = write_backup(options, path, progress);
  if (status.ok()) return status;
  Error error = std::move(status).error();
  error.message = "The backup to " + destination + " failed: " + error.message;
  return error;
}

// Not VACUUM: that writes the whole store a second time and keeps everybody out meanwhile. Free pages at the
// end of the file are given back and free ones before it filled from there, a step at a time.
Status reclaim_store_space(const ConnectionOptions& options, Committer& committer, const Progress& progress) {
  TRY_SET(const std::unique_ptr<Connection> connection, Connection::open(options, ConnectionKind::writer));
  TRY_SET(const std::int64_t total, connection->number(kFreePages));
  const auto release_some = [](SqliteTransaction& transaction) {
    return transaction.write_on().run_once(kReleasePages);
  };
  for (std::int64_t left = total; left > 0;) {
    if (progress)
      progress(static_cast<std::uint64_t>(total - std::min(left, total)), static_cast<std::uint64_t>(total));
    TRY(committer.commit_and_wait(release_some, Announce::no));
    TRY_SET(const std::int64_t now_left, connection->number(kFreePages));
    if (now_left >= left) break;  // others free pages as fast as these are given back
    left = now_left;
  }
  // The file shrinks when the log is moved into it; with a reader in the way, at a later checkpoint.
  sqlite3_wal_checkpoint_v2(connection->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (progress) progress(static_cast<std::uint64_t>(total), static_cast<std::uint64_t>(total));
  return ok_status();
}

}  // namespace postroom::storage
