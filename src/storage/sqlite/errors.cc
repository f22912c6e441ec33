#include "storage/sqlite/errors.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace postroom::storage {
namespace {

bool ran_out_of_room(int system_number) {
  return system_number == ENOSPC || system_number == EDQUOT || system_number == EFBIG;
}

// A write that failed because the disk or quota is full is reported as IOERR by some systems.
bool is_full(int result, int system_number) {
  if ((result & 0xFF) == SQLITE_FULL) return true;
  return result == SQLITE_IOERR_WRITE && ran_out_of_room(system_number);
}

Error io_failure(int result, const std::string& path) {
  if (result == SQLITE_IOERR_NOMEM)
    return {Code::io_error, "Memory ran out; nothing was changed in " + path + ".", {}};
  if (result == SQLITE_IOERR_CORRUPTFS || result == SQLITE_IOERR_DATA) {
    return {Code::corrupt, "The disk returns damaged bytes for " + path + "; restore a backup.", {}};
  }
  return {Code::io_error, "The disk failed to read or write " + path + "; check it, then try again.", {}};
}

Error cannot_open(int system_number, const std::string& path) {
  if (system_number == EACCES || system_number == EPERM || system_number == EROFS) {
    return {Code::no_access, path + " cannot be opened; check its permissions.", {}};
  }
  return {
      Code::io_error, path + " or a file beside it cannot be opened; check the disk, then try again.", {}};
}

Error plain_error(int result, int system_number, const std::string& path) {
  if (is_full(result, system_number)) {
    return {Code::disk_full, "There is no room to write " + path + "; free some and try again.", {}};
  }
  switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {Code::busy, "Another program has " + path + " locked; try again when it is done.", {}};
    case SQLITE_IOERR:
      return io_failure(result, path);
    case SQLITE_NOMEM:
      return {Code::io_error, "Memory ran out; nothing was changed in " + path + ".", {}};
    case SQLITE_READONLY:
      return read_only_error(path);
    case SQLITE_CORRUPT:
      return {Code::corrupt, path + " is damaged; run check, or restore a backup.", {}};
    case SQLITE_NOTADB:
      return {Code::not_a_store, path + " is not a Postroom store.", {}};
    case SQLITE_CANTOPEN:
      return cannot_open(system_number, path);
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::no_access, path + " cannot be opened; check its permissions.", {}};
    case SQLITE_CONSTRAINT:
      return {Code::collision, "There is already such a record in " + path + ".", {}};
    case SQLITE_TOOBIG:
      return {Code::too_big, "The record is larger than " + path + " can hold.", {}};
    case SQLITE_INTERRUPT:
      return {Code::cancelled, "The work on " + path + " was cancelled.", {}};
    // A statement of ours that the tables do not fit: they are not those of a store.
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
      return {Code::corrupt, "The tables of " + path + " are not those of a store; run check.", {}};
    default:
      return {Code::io_error, "The database failed on " + path + ".", {}};
  }
}

}  // namespace

Error sqlite_error(sqlite3* connection, int result, const std::string& path) {
  // SQLite keeps the number of some failures only, and for too long; a Statement sets errno to 0 before each
  // step.
  const int last_number = errno;
  const int system_number = last_number != 0 || !connection ? last_number : sqlite3_system_errno(connection);
  Error error = plain_error(result, system_number, path);
  error.detail = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(result);
  error.detail += ", SQLite result " + std::to_string(result);
  if (system_number != 0 && (result & 0xFF) != SQLITE_CONSTRAINT) {
    error.detail += std::string(", system: ") + std::strerror(system_number);
  }
  return error;
}

bool is_engine_failure(int result) {
  switch (result & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return false;
    default:
      return true;
  }
}

Error newer_format_error(const std::string& path) {
  return {Code::newer_format, path + " was made by a newer Postroom; update this program.", {}};
}

Error read_only_error(const std::string& path) {
  return {Code::read_only,
          path + " is open for reading only; check the permissions of the file and its folder.",
          {}};
}

Error lost_track_error(const std::string& path, std::string detail) {
  return {Code::outcome_unknown,
          "The disk failed while " + path +
              " was being saved; it may or may not be saved, so look before trying again.",
          std::move(detail)};
}

Error doubt_error(const std::string& path) {
  return {
      Code::io_error,
      "The disk failed, and whether the last change to " + path + " was saved is not known yet; try again.",
      {}};
}

}  // namespace postroom::storage
