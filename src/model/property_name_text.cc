#include <array>
#include <cstdio>

#include <postroom/property_names.h>

#include "model/hexadecimal.h"
#include "model/property_sets.h"

namespace postroom {
namespace {

constexpr std::size_t kMaxNumberDigits = 8;  // of 32 bits

std::string set_text(const Guid& set) {
  const std::string_view name = property_set_name(set);
  return name.empty() ? "{" + to_text(set) + "}" : std::string(name);
}

std::string number_text(std::uint32_t number) {
  std::array<char, 11> text;
  std::snprintf(text.data(), text.size(), "0x%04X", number);
  return text.data();
}

// A string that could be read as a number or as quoted stands in quotes.
std::string string_text(const std::string& name) {
  const bool needs_quotes = name.starts_with("0x") || name.starts_with("0X") || name.starts_with('"');
  return needs_quotes ? '"' + name + '"' : name;
}

std::optional<Guid> parse_set(std::string_view text) {
  const auto known = find_property_set(text);
  return known ? known : parse_guid(text);
}

std::optional<std::variant<std::uint32_t, std::string>> parse_name(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    const std::string_view digits = text.substr(2);
    const auto number = parse_hexadecimal(digits);
    if (!number || digits.size() > kMaxNumberDigits) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
  }
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

}  // namespace

std::string to_text(const PropertyName& name) {
  const auto* number = std::get_if<std::uint32_t>(&name.name);
  const std::string what = number ? number_text(*number) : string_text(std::get<std::string>(name.name));
  return set_text(name.set) + ":" + what;
}

std::optional<PropertyName> parse_property_name(std::string_view text) {
  const std::size_t colon = text.find(':');  // no set's name or GUID has one
  if (colon == std::string_view::npos) return std::nullopt;
  const auto set = parse_set(text.substr(0, colon));
  auto name = parse_name(text.substr(colon + 1));
  if (!set || !name) return std::nullopt;
  return PropertyName{*set, *std::move(name)};
}

}  // namespace postroom
