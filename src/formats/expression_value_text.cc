// Values as expressions write them.
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

#include <postroom/property_names.h>

#include "formats/expression_names.h"
#include "formats/expression_value.h"

namespace postroom::expression {
namespace {

std::string from_model(PropertyTag tag, const Value& value) { return to_text(tag, value); }

template <class Float>
std::string floating_text(PropertyTag tag, const Value& value, Float number) {
  if (!std::isnan(number)) return from_model(tag, value);
  using Bits = std::conditional_t<sizeof(Float) == 4, std::uint32_t, std::uint64_t>;
  const auto bits = std::bit_cast<Bits>(number);
  Bytes bytes;
  for (int shift = 8 * (sizeof bits - 1); shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  return quoted_bytes("bits", bytes);
}

struct Writer {
  PropertyTag tag;

  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int16_t value) const { return std::to_string(value); }
  std::string operator()(std::int32_t value) const {
    if (const std::string_view word = value_word(tag, value); !word.empty()) return std::string(word);
    return is_size(tag) ? size_text(value) : std::to_string(value);
  }
  std::string operator()(std::int64_t value) const {
    constexpr std::int64_t kLargestSize = std::int64_t{1} << 53;  // sizes with units go through a double
    return is_size(tag) && value > 0 && value <= kLargestSize ? size_text(value) : std::to_string(value);
  }
  std::string operator()(float value) const { return floating_text(tag, value, value); }
  std::string operator()(double value) const { return floating_text(tag, value, value); }
  std::string operator()(AppTime value) const { return floating_text(tag, value, value.days); }
  std::string operator()(Currency value) const { return from_model(tag, value); }
  std::string operator()(ErrorValue value) const { return from_model(tag, value); }
  std::string operator()(const String8& value) const { return quoted(value.bytes); }
  std::string operator()(const std::string& value) const { return quoted(value); }
  std::string operator()(FileTime value) const { return from_model(tag, value); }
  std::string operator()(const Guid& value) const { return "{" + to_text(value) + "}"; }
  std::string operator()(const Bytes& value) const { return quoted_bytes("x", value); }
  std::string operator()(const LargeValue& value) const {
    return "large " + quoted_bytes("x", value.hash) + " of " + std::to_string(value.size);
  }
  template <class T>
  std::string operator()(const std::vector<T>& values) const {
    const Writer one{PropertyTag(tag.id(), tag.base_type())};
    std::string text = "[";
    for (const T& value : values) {
      if (text.size() > 1) text += ", ";
      text += one(value);
    }
    return text + "]";
  }
};

}  // namespace

std::string value_text(PropertyTag tag, const Value& value) { return std::visit(Writer{tag}, value); }

}  // namespace postroom::expression
