// A prepared statement in use: bind, step, read, and free again at the end of the scope.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>
#include <postroom/time.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3_stmt;

namespace postroom::storage {

class Connection;

// Belongs to its Connection's cache and must not outlive it; not used by two at once. What is bound by view
// (text and bytes) must stay until the Statement is gone.
class Statement {
 public:
  Statement(Connection& connection, sqlite3_stmt* handle) : connection_(&connection), handle_(handle) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // All parameters, in order.
  template <class... Values>
  void bind(const Values&... values) {
    parameter_ = 0;
    (bind_next(values), ...);
  }
  // True: there is a row to read. False: the end.
  Result<bool> step();
  // For statements without rows.
  Status run();
  // Columns of the row, in order, from the first one not yet read. Text and bytes are copied.
  template <class... Values>
  void read(Values&... values) {
    (read_next(values), ...);
  }
  // The next column's bytes, valid until the next step().
  ByteView read_view();
  bool next_is_integer();
  void skip() { ++column_; }
  // To be stepped again with other parameters.
  void reset();

 private:
  void bind_next(std::int64_t value);
  void bind_next(std::string_view text);
  void bind_next(const std::string& text) { bind_next(std::string_view(text)); }
  void bind_next(const char* text) { bind_next(std::string_view(text)); }
  void bind_next(ByteView bytes);
  void bind_next(const Bytes& bytes) { bind_next(ByteView(bytes)); }
  void bind_next(std::nullopt_t);
  void bind_next(FileTime time) { bind_next(time.ticks); }
  template <class Kind>
  void bind_next(Number<Kind> number) {
    bind_next(number.value);
  }
  template <class Integer>
  requires std::integral<Integer> || std::is_enum_v<Integer>
  void bind_next(Integer value) { bind_next(static_cast<std::int64_t>(value)); }
  template <class Value>
  void bind_next(const std::optional<Value>& value) {
    value ? bind_next(*value) : bind_next(std::nullopt);
  }

  void read_next(std::int64_t& value);
  void read_next(std::string& text);
  void read_next(Bytes& bytes);
  void read_next(std::optional<FileTime>& time);
  void read_next(FileTime& time) { read_next(time.ticks); }
  template <class Kind>
  void read_next(Number<Kind>& number) {
    read_next(number.value);
  }
  template <class Integer>
  requires std::integral<Integer> || std::is_enum_v<Integer>
  void read_next(Integer& value) {
    std::int64_t wide = 0;
    read_next(wide);
    value = static_cast<Integer>(wide);
  }
  bool is_null() const;

  Connection* connection_;
  sqlite3_stmt* handle_;
  int parameter_ = 0;
  int column_ = 0;
  int bind_result_ = 0;
};

}  // namespace postroom::storage
