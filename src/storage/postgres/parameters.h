// The parameters of one statement in PostgreSQL's binary form (its documentation, "Binary Parameters" of
// PQexecParams; integers are big-endian). They are copied, so a statement can wait to be sent.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>
#include <postroom/property.h>
#include <postroom/time.h>

#include <concepts>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace postroom::storage::postgres {

// A column that is `text` and not `bytea`: only for what is never NUL and always UTF-8.
struct Text {
  std::string_view value;
};

class Parameters {
 public:
  using TypeId = unsigned;  // an Oid

  template <class... Values>
  explicit Parameters(const Values&... values) {
    (add(values), ...);
  }

  void add(std::int64_t value);
  void add(ByteView bytes);
  void add(const Bytes& bytes) { add(ByteView(bytes)); }
  // Text of the domain may hold NUL, which `text` may not: it goes as bytes.
  void add(std::string_view text);
  void add(const std::string& text) { add(std::string_view(text)); }
  void add(Text text);
  void add(std::span<const std::int64_t> values);  // bigint[]
  template <class Kind>
  void add(std::span<const Number<Kind>> numbers) {
    std::vector<std::int64_t> values;
    values.reserve(numbers.size());
    for (const Number<Kind> number : numbers) values.push_back(number.value);
    add(values);
  }
  void add(std::span<const ContentHash> hashes);  // bytea[]
  void add(const std::vector<std::int64_t>& values) { add(std::span(values)); }
  void add(FileTime time) { add(time.ticks); }
  template <class Kind>
  void add(Number<Kind> number) {
    add(number.value);
  }
  template <class Integer>
  requires std::integral<Integer> || std::is_enum_v<Integer>
  void add(Integer value) { add(static_cast<std::int64_t>(value)); }
  template <class Value>
  void add(const std::optional<Value>& value) {
    add(value ? *value : Value());
    if (!value) slots_.back().length = kNull;
  }

  // Those of a statement for all these rows (Sql::of_many): the first parameter as it is, every other one as
  // an array. Each row has the same numbers and bytes in the same order, and no arrays.
  static Parameters gathered(std::span<const Parameters* const> rows);

  std::size_t size() const { return bytes_.size(); }  // of the values, in bytes
  int count() const { return static_cast<int>(slots_.size()); }
  // As libpq takes them; `values` point into this object, as it is now.
  struct Arrays {
    std::vector<TypeId> types;
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
  };
  void fill(Arrays& arrays) const;

 private:
  static constexpr int kNull = -1;
  struct Slot {
    TypeId type;
    std::size_t start;
    int length;  // bytes, or kNull
  };
  void add_slot(TypeId type, std::size_t start);
  void begin_array(TypeId element, std::size_t count);
  void add_again(const Parameters& other, std::size_t place);
  void add_column(std::span<const Parameters* const> rows, std::size_t place);

  std::vector<char> bytes_;
  std::vector<Slot> slots_;
};

}  // namespace postroom::storage::postgres
