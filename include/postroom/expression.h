// Restrictions, sort orders and column lists as text that a person types and reads: docs/expressions.md has
// the grammar. Pure functions; thread-safe as far as the functions given to them are.
//   subject contains "invoice" and not read and size > 100 KB
//   -date, subject
//   subject, from, date
#pragma once

#include <postroom/restriction.h>
#include <postroom/result.h>
#include <postroom/sort_order.h>
#include <postroom/time.h>

#include <cassert>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace postroom {

// What is wrong with a text, and where. Offset and length are bytes of the text and never cut a character in
// two; at the end of the text the length may be 0.
struct ExpressionError {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string
      message;  // one sentence: what was expected and, where something is close, what was probably meant
  friend bool operator==(const ExpressionError&, const ExpressionError&) = default;
};

// A T, or what is wrong with the text that was to be one.
template <class T>
class [[nodiscard]] Parsed {
 public:
  Parsed(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Parsed(ExpressionError error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }

  const ExpressionError& error() const& { return assert(!ok()), *std::get_if<1>(&state_); }
  ExpressionError&& error() && { return assert(!ok()), std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, ExpressionError> state_;
};

// The id of a named property in the store that is meant; nothing if it has none.
using PropertyResolver = std::function<Result<std::optional<std::uint16_t>>(const PropertyName&)>;
// The inverse, for ids from kFirstNamedId on.
using PropertyNamer = std::function<std::optional<PropertyName>(std::uint16_t)>;

// What a text means beyond its words.
struct ExpressionContext {
  FileTime now;  // for "today" and "3 days ago"
  std::chrono::minutes utc_offset{
      0};                  // of the person's clock, east of UTC: for dates and times without a zone
  PropertyResolver id_of;  // without it, named properties are refused
};

// Longer texts are refused. Room for what to_text() makes of any restriction that passes check().
inline constexpr std::size_t kMaxExpressionBytes = 8 << 20;
inline constexpr int kMaxExpressionNesting = 128;  // parentheses, "not" and the like inside each other

// What they return has passed check().
Parsed<Restriction> parse_restriction(std::string_view text, const ExpressionContext& context);
Parsed<SortOrder> parse_sort_order(std::string_view text, const ExpressionContext& context);
Parsed<std::vector<PropertyTag>> parse_columns(std::string_view text, const ExpressionContext& context);

// The canonical text, which parses to the same value; named properties are written by their names as far as
// `name_of` knows them, which the context's id_of has to agree with. What is given has passed check().
std::string to_text(const Restriction& restriction, const PropertyNamer& name_of = {});
std::string to_text(const SortOrder& order, const PropertyNamer& name_of = {});
std::string columns_to_text(std::span<const PropertyTag> columns, const PropertyNamer& name_of = {});

// For callers that show no place in the text: Code::invalid_argument, with the words that are wrong.
Error to_error(const ExpressionError& error, std::string_view text);

}  // namespace postroom
