#include <charconv>
#include <limits>

#include <postroom/property_names.h>
#include <postroom/text.h>

#include "base/try.h"
#include "model/hexadecimal.h"

namespace postroom {
namespace {

constexpr std::int64_t kTicksPerDay = 864'000'000'000;
constexpr std::int64_t kAppTimeEpoch = 109'205;  // days from 1601-01-01 to 1899-12-30

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t start = text.find_first_not_of(kSpaces);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kSpaces) - start + 1);
}

// The whole text as a number, as std::from_chars reads it.
template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Parse<T>::from(text): one T, or nothing when the text is not what kExpected says.
template <class Integer>
struct Parse {
  static constexpr const char* kExpected =
      "a whole number in decimal, or 0x and hexadecimal digits, that fits its type";
  static std::optional<Integer> from(std::string_view text) {
    text = trim(text);
    if (!text.starts_with("0x") && !text.starts_with("0X")) return parse_whole<Integer>(text);
    using Bits = std::make_unsigned_t<Integer>;
    const auto number = parse_hexadecimal(text.substr(2));
    if (!number || *number > std::numeric_limits<Bits>::max()) return std::nullopt;
    return static_cast<Integer>(*number);
  }
};

template <>
struct Parse<double> {
  static constexpr const char* kExpected = "a number such as 2.5 or 1e-3";
  static std::optional<double> from(std::string_view text) { return parse_whole<double>(trim(text)); }
};

template <>
struct Parse<float> {
  static constexpr const char* kExpected = Parse<double>::kExpected;
  static std::optional<float> from(std::string_view text) { return parse_whole<float>(trim(text)); }
};

template <>
struct Parse<bool> {
  static constexpr const char* kExpected = "true, false, yes or no";
  static std::optional<bool> from(std::string_view text) {
    const std::string word = to_lower_ascii(trim(text));
    if (word == "true" || word == "yes" || word == "1") return true;
    if (word == "false" || word == "no" || word == "0") return false;
    return std::nullopt;
  }
};

template <>
struct Parse<Currency> {
  static constexpr const char* kExpected =
      "an amount such as 12.50, with at most four digits after the point";
  static std::optional<Currency> from(std::string_view text) {
    text = trim(text);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    if (point == text.size() ? !fraction.empty() : fraction.empty() || fraction.size() > 4)
      return std::nullopt;
    std::string digits(text.substr(0, point));
    if (digits.empty() || digits == "-") return std::nullopt;
    digits += fraction;
    digits.append(4 - fraction.size(), '0');
    const auto number = parse_whole<std::int64_t>(digits);
    return number ? std::optional(Currency{*number}) : std::nullopt;
  }
};

template <>
struct Parse<FileTime> {
  static constexpr const char* kExpected = "a time such as 2026-03-01T09:30:00Z";
  static std::optional<FileTime> from(std::string_view text) {
    text = trim(text);
    if (!text.starts_with("tick ")) return parse_iso8601(text);
    const auto ticks = parse_whole<std::int64_t>(text.substr(5));
    return ticks ? std::optional(FileTime{*ticks}) : std::nullopt;
  }
};

template <>
struct Parse<AppTime> {
  static constexpr const char* kExpected =
      "a time such as 2026-03-01T09:30:00Z, or a number of days since 1899-12-30";
  static std::optional<AppTime> from(std::string_view text) {
    if (const auto days = Parse<double>::from(text)) return AppTime{*days};
    const auto time = Parse<FileTime>::from(text);
    if (!time) return std::nullopt;
    return AppTime{static_cast<double>(time->ticks) / static_cast<double>(kTicksPerDay) - kAppTimeEpoch};
  }
};

template <>
struct Parse<Guid> {
  static constexpr const char* kExpected = "a GUID such as 00062002-0000-0000-c000-000000000046";
  static std::optional<Guid> from(std::string_view text) { return parse_guid(trim(text)); }
};

template <>
struct Parse<Bytes> {
  static constexpr const char* kExpected = "hexadecimal digits, two for each byte";
  static std::optional<Bytes> from(std::string_view text) { return parse_hexadecimal_bytes(trim(text)); }
};

template <>
struct Parse<std::string> {
  static constexpr const char* kExpected = "text in UTF-8";
  static std::optional<std::string> from(std::string_view text) {
    return is_valid_utf8(text) ? std::optional(std::string(text)) : std::nullopt;
  }
};

template <>
struct Parse<String8> {
  static constexpr const char* kExpected = "text";
  static std::optional<String8> from(std::string_view text) { return String8{std::string(text)}; }
};

template <>
struct Parse<Null> {
  static constexpr const char* kExpected = "nothing at all";
  static std::optional<Null> from(std::string_view text) {
    return trim(text).empty() ? std::optional(Null{}) : std::nullopt;
  }
};

Error refused(PropertyTag tag, const std::string& expected) {
  return {Code::invalid_argument, property_name(tag) + " takes " + expected + ".", {}};
}

template <class T>
Result<Value> parse_one(PropertyTag tag, std::string_view text) {
  auto value = Parse<T>::from(text);
  if (!value) return refused(tag, Parse<T>::kExpected);
  return Value(*std::move(value));
}

// Splits at each ";" that has no "\" before it, and takes one space behind it away. A last piece that is
// empty is none. "\;" and "\\" mean ";" and "\"; a "\" before anything else means itself.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == ';') {
      pieces.emplace_back();
      if (next == ' ') ++i;
    } else if (text[i] == '\\' && (next == ';' || next == '\\')) {
      pieces.back() += next;
      ++i;
    } else {
      pieces.back() += text[i];
    }
  }
  if (pieces.back().empty()) pieces.pop_back();
  return pieces;
}

template <class T>
Result<Value> parse_many(PropertyTag tag, std::string_view text) {
  std::vector<T> values;
  for (const std::string& piece : split(text)) {
    auto value = Parse<T>::from(piece);
    if (!value) return refused(tag, std::string(Parse<T>::kExpected) + ", or several with ; between");
    values.push_back(*std::move(value));
  }
  return Value(std::move(values));
}

template <class T>
Result<Value> parse_as(PropertyTag tag, std::string_view text) {
  return tag.is_multi_valued() ? parse_many<T>(tag, text) : parse_one<T>(tag, text);
}

Error cannot_be_typed(PropertyTag tag) {
  return {Code::invalid_argument, property_name(tag) + " is of a type that cannot be written as text.", {}};
}

}  // namespace

Result<Value> parse_value(PropertyTag tag, std::string_view text) {
  if (tag.is_instance()) return cannot_be_typed(tag);
  switch (tag.base_type()) {
    case PropertyType::integer16:
      return parse_as<std::int16_t>(tag, text);
    case PropertyType::integer32:
      return parse_as<std::int32_t>(tag, text);
    case PropertyType::integer64:
      return parse_as<std::int64_t>(tag, text);
    case PropertyType::float32:
      return parse_as<float>(tag, text);
    case PropertyType::float64:
      return parse_as<double>(tag, text);
    case PropertyType::currency:
      return parse_as<Currency>(tag, text);
    case PropertyType::app_time:
      return parse_as<AppTime>(tag, text);
    case PropertyType::string8:
      return parse_as<String8>(tag, text);
    case PropertyType::unicode:
      return parse_as<std::string>(tag, text);
    case PropertyType::system_time:
      return parse_as<FileTime>(tag, text);
    case PropertyType::class_id:
      return parse_as<Guid>(tag, text);
    case PropertyType::binary:
      return parse_as<Bytes>(tag, text);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
    case PropertyType::boolean:
    case PropertyType::null:
    case PropertyType::unspecified:
    case PropertyType::error:
    case PropertyType::object:
      break;
  }
  if (tag.is_multi_valued()) return cannot_be_typed(tag);
  switch (tag.base_type()) {
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
      return parse_one<Bytes>(tag, text);
    case PropertyType::boolean:
      return parse_one<bool>(tag, text);
    case PropertyType::null:
      return parse_one<Null>(tag, text);
    default:
      return cannot_be_typed(tag);
  }
}

}  // namespace postroom
