#include "formats/expression_value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <postroom/property_names.h>
#include <postroom/text.h>

#include "base/try.h"
#include "formats/expression_names.h"

namespace postroom::expression {
namespace {

bool is_word(const Literal& literal, std::string_view word) {
  return literal.kind == LiteralKind::word && equals_ignoring_ascii_case(literal.text, word);
}

// Through the model's own reading of numbers; "expected" is what is said of everything else.
Parsed<Value> read_number(const Literal& literal, PropertyTag tag, const std::string& text,
                          const char* expected) {
  auto value = parse_value(tag, text);
  if (!value.ok()) return error_at(literal, expected);
  return std::move(value).value();
}

Parsed<Value> to_integer(const Literal& literal, PropertyTag tag) {
  if (literal.kind == LiteralKind::word) {
    if (const ValueWord* known = find_value_word(tag, literal.text)) return Value(known->value);
    const std::string words = value_words(tag);
    return error_at(literal,
                    words.empty() ? "Expected a whole number." : "Expected " + words + ", or a number.");
  }
  constexpr const char* kExpected = "Expected a whole number that fits the property's type.";
  if (literal.kind != LiteralKind::number) return error_at(literal, kExpected);
  if (literal.unit == 0) return read_number(literal, tag, literal.text, kExpected);
  const auto units = parse_value(PropertyTag(0, PropertyType::float64), literal.text);
  if (!units.ok()) return error_at(literal, "Expected a size such as 100 KB or 1.5 MB.");
  const double bytes = std::floor(std::get<double>(*units) * static_cast<double>(literal.unit));
  constexpr double kExact = 9'007'199'254'740'992.0;  // what a double counts one by one
  if (!(std::abs(bytes) <= kExact)) return error_at(literal, kExpected);
  return read_number(literal, tag, std::to_string(static_cast<std::int64_t>(bytes)), kExpected);
}

template <class Bits>
std::optional<Bits> bits_of(const std::string& bytes) {
  if (bytes.size() != sizeof(Bits)) return std::nullopt;
  Bits bits = 0;
  for (const char byte : bytes) bits = bits << 8 | static_cast<unsigned char>(byte);
  return bits;
}

Parsed<Value> to_floating(const Literal& literal, PropertyTag tag) {
  constexpr const char* kExpected = "Expected a number such as 2.5, -1e3, inf or bits'7fc00000'.";
  if (literal.kind == LiteralKind::bits) {
    if (tag.base_type() == PropertyType::float32) {
      if (const auto bits = bits_of<std::uint32_t>(literal.text)) return Value(std::bit_cast<float>(*bits));
    } else if (const auto bits = bits_of<std::uint64_t>(literal.text)) {
      const auto number = std::bit_cast<double>(*bits);
      return tag.base_type() == PropertyType::app_time ? Value(AppTime{number}) : Value(number);
    }
    return error_at(literal, "Expected the four bytes of a float32, or the eight of a float64 or apptime.");
  }
  const bool is_number = literal.kind == LiteralKind::number && literal.unit == 0;
  if (is_number || is_word(literal, "inf") || is_word(literal, "-inf")) {
    return read_number(literal, tag, to_lower_ascii(literal.text), kExpected);
  }
  return error_at(literal, kExpected);
}

Parsed<Value> to_app_time(const Literal& literal, PropertyTag tag, const ExpressionContext& context) {
  const auto when = when_of(literal, context);
  if (!when) return to_floating(literal, tag);
  return read_number(literal, tag, to_iso8601(when->start), "Expected a time.");
}

Parsed<Value> to_time(const Literal& literal, const ExpressionContext& context) {
  if (const auto when = when_of(literal, context)) return Value(when->start);
  return error_at(
      literal,
      "Expected a date or time, such as 2026-11-28, 2026-11-28T10:00Z, today, yesterday or 3 days ago.");
}

Parsed<Value> to_boolean(const Literal& literal) {
  if (is_word(literal, "true") || is_word(literal, "yes")) return Value(true);
  if (is_word(literal, "false") || is_word(literal, "no")) return Value(false);
  return error_at(literal, "Expected true or false.");
}

Parsed<Value> to_binary(const Literal& literal) {
  if (literal.kind == LiteralKind::binary) return Value(to_bytes(literal.text));
  return error_at(literal, "Expected bytes such as x'0A0B'.");
}

Parsed<Value> to_string(const Literal& literal, PropertyTag tag) {
  if (literal.kind != LiteralKind::text && literal.kind != LiteralKind::word) {
    return error_at(literal, "Expected text: put it in quotation marks.");
  }
  if (tag.base_type() == PropertyType::string8) return Value(String8{literal.text});
  return Value(literal.text);
}

Parsed<Value> to_large(const Literal& literal, PropertyTag tag) {
  LargeValue large;
  std::copy(literal.text.begin(), literal.text.end(), large.hash.begin());
  large.size = static_cast<std::uint64_t>(literal.unit);
  const Value value(large);
  if (!fits(tag, value))
    return error_at(literal, "Expected another value: the property's type is never a large value.");
  return value;
}

Parsed<Value> to_single(const Literal& literal, PropertyTag tag, const ExpressionContext& context) {
  if (literal.kind == LiteralKind::large) return to_large(literal, tag);
  switch (tag.base_type()) {
    case PropertyType::integer16:
    case PropertyType::integer32:
    case PropertyType::integer64:
      return to_integer(literal, tag);
    case PropertyType::float32:
    case PropertyType::float64:
      return to_floating(literal, tag);
    case PropertyType::app_time:
      return to_app_time(literal, tag, context);
    case PropertyType::currency:
      if (literal.kind != LiteralKind::number || literal.unit != 0)
        return error_at(literal, "Expected an amount such as 12.50.");
      return read_number(literal, tag, literal.text,
                         "Expected an amount such as 12.50, with at most four digits after the point.");
    case PropertyType::boolean:
      return to_boolean(literal);
    case PropertyType::string8:
    case PropertyType::unicode:
      return to_string(literal, tag);
    case PropertyType::system_time:
      return to_time(literal, context);
    case PropertyType::class_id:
      if (literal.kind == LiteralKind::guid) return Value(*parse_guid(literal.text));
      return error_at(literal, "Expected a GUID such as {00062002-0000-0000-c000-000000000046}.");
    case PropertyType::binary:
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
      return to_binary(literal);
    case PropertyType::null:
      if (is_word(literal, "null")) return Value(Null{});
      return error_at(literal, "Expected null: the property has no other value.");
    case PropertyType::unspecified:
    case PropertyType::error:
    case PropertyType::object:
      break;
  }
  return error_at(literal, "The property's type has no values that could be written here.");
}

template <class T>
Parsed<Value> to_list_of(const Literal& list, PropertyTag tag, const ExpressionContext& context) {
  std::vector<T> values;
  values.reserve(list.items.size());
  for (const Literal& item : list.items) {
    TRY_SET(Value value, to_single(item, tag, context));
    T* const one = std::get_if<T>(&value);
    if (one == nullptr) return error_at(item, "Expected a value that is not a large one.");
    values.push_back(std::move(*one));
  }
  return Value(std::move(values));
}

Parsed<Value> to_list(const Literal& list, PropertyTag one, const ExpressionContext& context) {
  switch (one.base_type()) {
    case PropertyType::integer16:
      return to_list_of<std::int16_t>(list, one, context);
    case PropertyType::integer32:
      return to_list_of<std::int32_t>(list, one, context);
    case PropertyType::integer64:
      return to_list_of<std::int64_t>(list, one, context);
    case PropertyType::float32:
      return to_list_of<float>(list, one, context);
    case PropertyType::float64:
      return to_list_of<double>(list, one, context);
    case PropertyType::currency:
      return to_list_of<Currency>(list, one, context);
    case PropertyType::app_time:
      return to_list_of<AppTime>(list, one, context);
    case PropertyType::string8:
      return to_list_of<String8>(list, one, context);
    case PropertyType::unicode:
      return to_list_of<std::string>(list, one, context);
    case PropertyType::system_time:
      return to_list_of<FileTime>(list, one, context);
    case PropertyType::class_id:
      return to_list_of<Guid>(list, one, context);
    case PropertyType::binary:
      return to_list_of<Bytes>(list, one, context);
    default:
      return error_at(list, "Expected a single value: the property's type never has several.");
  }
}

}  // namespace

Parsed<Value> to_value(const Literal& literal, PropertyTag tag, const ExpressionContext& context) {
  if (!tag.is_multi_valued()) {
    if (literal.kind == LiteralKind::list) return error_at(literal, "Expected a single value here.");
    return to_single(literal, tag, context);
  }
  if (literal.kind != LiteralKind::list) return error_at(literal, "Expected several values: [value, value].");
  return to_list(literal, PropertyTag(tag.id(), tag.base_type()), context);
}

PropertyType type_of(const Literal& literal) {
  switch (literal.kind) {
    case LiteralKind::number: {
      const auto as_int32 = parse_value(PropertyTag(0, PropertyType::integer32), literal.text);
      if (as_int32.ok()) return PropertyType::integer32;
      const auto as_int64 = parse_value(PropertyTag(0, PropertyType::integer64), literal.text);
      return as_int64.ok() ? PropertyType::integer64 : PropertyType::float64;
    }
    case LiteralKind::word:
      return to_boolean(literal).ok() ? PropertyType::boolean : PropertyType::unicode;
    case LiteralKind::text:
      return PropertyType::unicode;
    case LiteralKind::binary:
    case LiteralKind::large:
      return PropertyType::binary;
    case LiteralKind::bits:
      return literal.text.size() == sizeof(float) ? PropertyType::float32 : PropertyType::float64;
    case LiteralKind::guid:
      return PropertyType::class_id;
    case LiteralKind::moment:
      return PropertyType::system_time;
    case LiteralKind::list:
      break;
  }
  return PropertyType::unspecified;
}

}  // namespace postroom::expression
