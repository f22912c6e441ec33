// The rows that a statement gave, in binary form. Reads like a Statement of the SQLite twin.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>
#include <postroom/result.h>
#include <postroom/time.h>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct pg_result;

namespace postroom::storage::postgres {

class Rows {
 public:
  Rows() = default;  // none
  explicit Rows(pg_result* result);

  // To the first row, then the next. False: the end.
  bool next();
  // Columns of the row, in order, from the first one not yet read. Text and bytes are copied; a NULL leaves
  // nothing: 0, "", an empty optional.
  template <class... Values>
  void read(Values&... values) {
    (read_next(values), ...);
  }
  // The next column's bytes; valid as long as this object.
  ByteView read_view();
  bool next_is_null() const;
  void skip() { ++column_; }

  std::int64_t count() const;        // of the rows
  std::int64_t changed() const;      // rows that an INSERT, UPDATE or DELETE changed
  std::string_view command() const;  // what the server says it did: "COMMIT"
  pg_result* result() const { return result_.get(); }

 private:
  void read_next(std::int64_t& value);
  void read_next(std::string& text);
  void read_next(Bytes& bytes);
  template <class Value>
  void read_next(std::optional<Value>& value) {
    const bool is_null = next_is_null();
    read_next(value.emplace());
    if (is_null) value.reset();
  }
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

  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
  int row_ = -1;
  int column_ = 0;
};

}  // namespace postroom::storage::postgres
