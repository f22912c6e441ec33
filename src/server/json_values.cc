#include "server/json_values.h"

#include <postroom/property_names.h>
#include <postroom/text.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cmath>
#include <limits>

#include "base/try.h"
#include "store/base64.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

constexpr std::int64_t kSafeInteger = std::int64_t{1} << 53;  // what every reader of JSON numbers tells apart

// One line of to_text(), which reads back exactly.
json::value in_words(const Value& value) { return json::value(to_text(PropertyTag(), value)); }

json::value ansi(std::string_view bytes) { return json::object{{"ansi", store::to_base64(as_bytes(bytes))}}; }

json::value number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  return value;
}

struct Shower {
  json::value operator()(Null) const { return nullptr; }
  json::value operator()(ErrorValue) const { return nullptr; }
  json::value operator()(bool value) const { return value; }
  json::value operator()(std::int16_t value) const { return std::int64_t{value}; }
  json::value operator()(std::int32_t value) const { return std::int64_t{value}; }
  json::value operator()(std::int64_t value) const {
    if (value > kSafeInteger || value < -kSafeInteger) return json::value(std::to_string(value));
    return value;
  }
  json::value operator()(float value) const { return number(value); }
  json::value operator()(double value) const { return number(value); }
  json::value operator()(AppTime value) const { return number(value.days); }
  json::value operator()(Currency value) const { return in_words(value); }
  json::value operator()(FileTime value) const { return in_words(value); }
  json::value operator()(const Guid& value) const { return json::value(postroom::to_text(value)); }
  json::value operator()(const String8& value) const { return ansi(value.bytes); }
  json::value operator()(const std::string& value) const { return json::value(repair_utf8(value)); }
  json::value operator()(const Bytes& value) const { return json::value(store::to_base64(value)); }
  json::value operator()(const LargeValue& value) const { return json::object{{"large", value.size}}; }
  template <class T>
  json::value operator()(const std::vector<T>& values) const {
    json::array array;
    array.reserve(values.size());
    for (const T& value : values) array.push_back((*this)(value));
    return array;
  }
};

json::value show_large(const LargeValue& value, const std::string& href) {
  json::object shown{{"large", value.size}};
  if (!href.empty()) shown["href"] = href;
  return shown;
}

json::value show_bytes(PropertyTag tag, const Bytes& bytes) {
  if (tag.base_type() == PropertyType::unicode) return json::value(repair_utf8(as_text(ByteView(bytes))));
  if (tag.base_type() == PropertyType::string8) return ansi(as_text(ByteView(bytes)));
  return json::value(store::to_base64(bytes));
}

// Read<T>::from(place): one T of what was sent.
template <class T>
struct Read;

template <class T>
struct ReadInteger {
  static Result<T> from(const JsonPlace& sent) {
    TRY_SET(const std::int64_t number,
            sent.whole(std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    return static_cast<T>(number);
  }
};
template <>
struct Read<std::int16_t> : ReadInteger<std::int16_t> {};
template <>
struct Read<std::int32_t> : ReadInteger<std::int32_t> {};
template <>
struct Read<std::int64_t> : ReadInteger<std::int64_t> {};

template <class T>
struct ReadFloat {
  static Result<T> from(const JsonPlace& sent) {
    const auto* const text = sent.value().if_string();
    if (text && *text == "NaN") return std::numeric_limits<T>::quiet_NaN();
    if (text && *text == "Infinity") return std::numeric_limits<T>::infinity();
    if (text && *text == "-Infinity") return -std::numeric_limits<T>::infinity();
    if (sent.value().is_number()) {
      const auto number = sent.value().to_number<double>();
      if (std::isfinite(number) && std::abs(number) <= static_cast<double>(std::numeric_limits<T>::max())) {
        return static_cast<T>(number);
      }
    }
    return sent.wrong(
        "Expected a number in the range of its type, or \"NaN\", \"Infinity\" or \"-Infinity\".");
  }
};
template <>
struct Read<float> : ReadFloat<float> {};
template <>
struct Read<double> : ReadFloat<double> {};

template <>
struct Read<AppTime> {
  static Result<AppTime> from(const JsonPlace& sent) {
    TRY_SET(const double days, Read<double>::from(sent));
    return AppTime{days};
  }
};

template <>
struct Read<bool> {
  static Result<bool> from(const JsonPlace& sent) { return sent.yes_no(); }
};

// What a person types for a value of one type, in a string.
template <class T, PropertyType type>
Result<T> read_typed(const JsonPlace& sent, const char* expected) {
  if (const auto* text = sent.value().if_string()) {
    auto value = parse_value(PropertyTag(0, type), *text);
    if (value.ok()) return std::get<T>(*std::move(value));
  }
  return sent.wrong(expected);
}

template <>
struct Read<Currency> {
  static Result<Currency> from(const JsonPlace& sent) {
    return read_typed<Currency, PropertyType::currency>(
        sent, "Expected an amount in quotation marks, such as \"12.50\".");
  }
};
template <>
struct Read<FileTime> {
  static Result<FileTime> from(const JsonPlace& sent) {
    return read_typed<FileTime, PropertyType::system_time>(
        sent, "Expected a time such as \"2026-11-28T10:00:00Z\".");
  }
};
template <>
struct Read<Guid> {
  static Result<Guid> from(const JsonPlace& sent) {
    return read_typed<Guid, PropertyType::class_id>(
        sent, "Expected a GUID such as \"00062002-0000-0000-c000-000000000046\".");
  }
};

template <>
struct Read<std::string> {
  static Result<std::string> from(const JsonPlace& sent) { return sent.text(); }
};

template <>
struct Read<Bytes> {
  static Result<Bytes> from(const JsonPlace& sent) {
    if (const auto* text = sent.value().if_string()) {
      if (auto bytes = store::from_base64(std::string(*text))) return *std::move(bytes);
    }
    return sent.wrong("Expected bytes in base64, with padding.");
  }
};

template <>
struct Read<String8> {
  static Result<String8> from(const JsonPlace& sent) {
    if (!sent.value().is_object())
      return sent.wrong("Expected {\"ansi\": base64}: this text is in a code page.");
    TRY(sent.only({"ansi"}));
    TRY_SET(const JsonPlace inside, sent.need("ansi"));
    TRY_SET(const Bytes bytes, Read<Bytes>::from(inside));
    return String8{std::string(as_text(ByteView(bytes)))};
  }
};

template <class T>
Result<Value> read(PropertyTag tag, const JsonPlace& sent) {
  if (!tag.is_multi_valued()) {
    TRY_SET(T value, Read<T>::from(sent));
    return Value(std::move(value));
  }
  TRY_SET(const auto items, sent.items());
  std::vector<T> values;
  values.reserve(items.size());
  for (const JsonPlace& item : items) {
    TRY_SET(T value, Read<T>::from(item));
    values.push_back(std::move(value));
  }
  if constexpr (std::is_same_v<T, bool>) {
    return sent.wrong("There is no type of several booleans.");
  } else {
    return Value(std::move(values));
  }
}

bool is_large(const json::value& value) { return value.is_object() && value.get_object().contains("large"); }

}  // namespace

Result<json::value> to_json(PropertyTag tag, const Value& value, LargeValues* large,
                            const std::string& href) {
  const auto* const kept = std::get_if<LargeValue>(&value);
  if (!kept) return std::visit(Shower(), value);
  if (kept->size > kMaxShownValue || !large) return show_large(*kept, href);
  TRY_SET(const Bytes bytes, load(value, *large, kMaxShownValue));
  return show_bytes(tag, bytes);
}

Result<Value> from_json(PropertyTag tag, const JsonPlace& sent) {
  if (is_large(sent.value())) {
    return sent.wrong(
        "This stands for a value that is too long to be shown and cannot be sent back: leave it out, or "
        "write the value itself.");
  }
  switch (tag.base_type()) {
    case PropertyType::integer16:
      return read<std::int16_t>(tag, sent);
    case PropertyType::integer32:
      return read<std::int32_t>(tag, sent);
    case PropertyType::integer64:
      return read<std::int64_t>(tag, sent);
    case PropertyType::float32:
      return read<float>(tag, sent);
    case PropertyType::float64:
      return read<double>(tag, sent);
    case PropertyType::currency:
      return read<Currency>(tag, sent);
    case PropertyType::app_time:
      return read<AppTime>(tag, sent);
    case PropertyType::boolean:
      return read<bool>(tag, sent);
    case PropertyType::string8:
      return read<String8>(tag, sent);
    case PropertyType::unicode:
      return read<std::string>(tag, sent);
    case PropertyType::system_time:
      return read<FileTime>(tag, sent);
    case PropertyType::class_id:
      return read<Guid>(tag, sent);
    case PropertyType::server_id:
    case PropertyType::restriction:
    case PropertyType::rule_action:
    case PropertyType::binary:
      return read<Bytes>(tag, sent);
    case PropertyType::null:
      if (sent.value().is_null() && !tag.is_multi_valued()) return Value(Null{});
      return sent.wrong("Expected null.");
    case PropertyType::unspecified:
    case PropertyType::error:
    case PropertyType::object:
      break;
  }
  return sent.wrong("No value of this type can be set.");
}

json::value time_json(FileTime time, json::storage_ptr storage) {
  if (time.ticks == 0) return json::value(std::move(storage));
  return json::value(in_words(time), std::move(storage));
}

Result<FileTime> time_from_json(const JsonPlace& sent) { return Read<FileTime>::from(sent); }

}  // namespace postroom::server
