#include "storage/sqlite/maintenance.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

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

Status copy_store(const ConnectionOptions& options, const std::string& file, const Progress& progress) {
  TRY_SET(const std::unique_ptr<Connection> connection, Connection::open_reader(options));
  TRY_SET(const std::int64_t size, connection->number(kFileSize));
  BackupState state{progress, file, static_cast<std::uint64_t>(size)};
  if (progress) sqlite3_progress_handler(connection->handle(), kInstructionsPerReport, report_backup, &state);
  TRY(connection->run(kVacuumInto, file));
  if (progress) progress(state.total, state.total);
  return ok_status();
}

Status sync_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  const int result = descriptor < 0 ? -1 : ::fsync(descriptor);
  const int number = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (result == 0) return ok_status();
  return system_error("The backup cannot be written to " + file + ".", number);
}

// Fails rather than replace what appeared there meanwhile.
Status give_name(const std::string& file, const std::string& destination) {
  if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, destination.c_str(), RENAME_NOREPLACE) == 0) {
    return sync_folder_of(destination);
  }
  const bool unsupported = errno == EINVAL || errno == ENOSYS;
  if (unsupported && ::link(file.c_str(), destination.c_str()) == 0) {
    ::unlink(file.c_str());
    return sync_folder_of(destination);
  }
  return system_error("The backup cannot be named " + destination + ".", errno);
}

// An empty file of an unused name beside the destination.
Result<std::string> make_temporary(const std::string& destination) {
  std::string name = destination + ".partial-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return system_error("The backup cannot be written to " + destination + ".", errno);
  ::close(descriptor);
  return name;
}

Status write_backup(const ConnectionOptions& options, const std::string& file, const std::string& destination,
                    const Progress& progress) {
  TRY(copy_store(options, file, progress));
  struct stat store {};
  if (::stat(options.path.c_str(), &store) == 0) (void)!::chmod(file.c_str(), store.st_mode & 0777);
  TRY(sync_file(file));
  return give_name(file, destination);
}

}  // namespace

Status back_up_store(const ConnectionOptions& options, const std::string& destination,
                     const Progress& progress) {
  std::error_code ignored;
  const std::string absolute = std::filesystem::absolute(destination, ignored).string();
  if (std::filesystem::exists(std::filesystem::symlink_status(absolute, ignored))) {
    return Error{Code::collision, "There is already something at " + destination + ".", {}};
  }
  TRY_SET(const std::string file, make_temporary(absolute));
  Status status = write_backup(options, file, absolute, progress);
  if (status.ok()) return status;
  ::unlink(file.c_str());
  ::unlink((file + "-journal").c_str());
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
