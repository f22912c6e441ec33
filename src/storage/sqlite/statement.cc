#include "storage/sqlite/statement.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "base/try.h"
#include "storage/sqlite/connection.h"

namespace postroom::storage {

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      handle_(std::exchange(other.handle_, nullptr)),
      parameter_(other.parameter_),
      column_(other.column_),
      bind_result_(other.bind_result_) {}

Statement::~Statement() { sqlite3_reset(handle_); }

Result<bool> Statement::step() {
  column_ = 0;
  errno = 0;  // so that sqlite_error() finds the one of this step
  const int result = bind_result_ == SQLITE_OK ? sqlite3_step(handle_) : bind_result_;
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return connection_->fail(result);
}

Status Statement::run() {
  TRY(step());
  return ok_status();
}

void Statement::reset() {
  sqlite3_reset(handle_);
  bind_result_ = SQLITE_OK;
}

bool Statement::is_null() const { return sqlite3_column_type(handle_, column_) == SQLITE_NULL; }

bool Statement::next_is_integer() { return sqlite3_column_type(handle_, column_) == SQLITE_INTEGER; }

// Text and bytes are bound by 64-bit length: past SQLite's limit that is an error, not a truncation.
void Statement::bind_next(std::string_view text) {
  const char* start = text.data() ? text.data() : "";
  bind_result_ |= sqlite3_bind_text64(handle_, ++parameter_, start, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bind_next(ByteView bytes) {
  // No bytes are stored as NULL, which takes no room.
  const void* start = bytes.empty() ? nullptr : bytes.data();
  bind_result_ |= sqlite3_bind_blob64(handle_, ++parameter_, start, bytes.size(), SQLITE_STATIC);
}

void Statement::bind_next(std::int64_t value) {
  bind_result_ |= sqlite3_bind_int64(handle_, ++parameter_, value);
}

void Statement::bind_next(std::nullopt_t) { bind_result_ |= sqlite3_bind_null(handle_, ++parameter_); }

void Statement::read_next(std::int64_t& value) { value = sqlite3_column_int64(handle_, column_++); }

ByteView Statement::read_view() {
  const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column_));
  const int count = sqlite3_column_bytes(handle_, column_++);
  return {start, start ? static_cast<std::size_t>(count) : 0};
}

void Statement::read_next(std::string& text) { text = as_text(read_view()); }

void Statement::read_next(Bytes& bytes) {
  const ByteView view = read_view();
  bytes.assign(view.begin(), view.end());
}

void Statement::read_next(std::optional<FileTime>& time) {
  if (is_null()) {
    time.reset();
    return skip();
  }
  time = FileTime{sqlite3_column_int64(handle_, column_++)};
}

}  // namespace postroom::storage
