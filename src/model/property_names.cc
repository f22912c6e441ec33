#include <postroom/property_names.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include <postroom/text.h>

#include "model/hexadecimal.h"

namespace postroom {
namespace {

struct KnownTag {
  std::uint32_t tag;
  std::string_view name;
};

constexpr KnownTag kKnownTags[] = {
#include "model/property_names_message.inc"
#include "model/property_names_object.inc"
#include "model/property_names_provider.inc"
};

static_assert(std::is_sorted(std::begin(kKnownTags), std::end(kKnownTags),
                             [](const KnownTag& a, const KnownTag& b) { return a.tag < b.tag; }));

const std::vector<KnownTag>& tags_by_name() {
  static const std::vector<KnownTag> sorted = [] {
    std::vector<KnownTag> tags(std::begin(kKnownTags), std::end(kKnownTags));
    std::sort(tags.begin(), tags.end(), [](const KnownTag& a, const KnownTag& b) { return a.name < b.name; });
    return tags;
  }();
  return sorted;
}

// The tag as the table has it: text is listed as unicode.
std::uint32_t as_listed(PropertyTag tag) {
  if (tag.base_type() != PropertyType::string8) return tag.value;
  return (tag.value & ~0xFFFu) | static_cast<std::uint32_t>(PropertyType::unicode);
}

bool is_text(PropertyTag tag) { return tag.base_type() == PropertyType::unicode; }

PropertyTag as_string8(PropertyTag tag) {
  return PropertyTag((tag.value & ~0xFFFu) | static_cast<std::uint32_t>(PropertyType::string8));
}

std::optional<PropertyTag> find_listed(std::string_view upper_name) {
  const auto& tags = tags_by_name();
  const auto place =
      std::lower_bound(tags.begin(), tags.end(), upper_name,
                       [](const KnownTag& known, std::string_view name) { return known.name < name; });
  if (place == tags.end() || place->name != upper_name) return std::nullopt;
  return PropertyTag(place->tag);
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return upper;
}

// PR_X_W and PR_X_A of a text property: its unicode and its string8 form.
std::optional<PropertyTag> find_suffixed(std::string_view upper_name) {
  if (upper_name.size() < 2) return std::nullopt;
  const std::string_view suffix = upper_name.substr(upper_name.size() - 2);
  if (suffix != "_W" && suffix != "_A") return std::nullopt;
  const auto tag = find_listed(upper_name.substr(0, upper_name.size() - 2));
  if (!tag || !is_text(*tag)) return std::nullopt;
  return suffix == "_A" ? as_string8(*tag) : *tag;
}

}  // namespace

std::string property_name(PropertyTag tag) {
  const std::uint32_t listed = as_listed(tag);
  const auto* const place =
      std::lower_bound(std::begin(kKnownTags), std::end(kKnownTags), listed,
                       [](const KnownTag& known, std::uint32_t wanted) { return known.tag < wanted; });
  if (place != std::end(kKnownTags) && place->tag == listed) return std::string(place->name);
  std::array<char, 11> text;
  std::snprintf(text.data(), text.size(), "0x%08X", tag.value);
  return text.data();
}

std::optional<PropertyTag> find_property_tag(std::string_view name) {
  constexpr std::size_t kWrittenTag = 10;  // 0x and eight digits
  if (name.size() == kWrittenTag && (name.starts_with("0x") || name.starts_with("0X"))) {
    const auto number = parse_hexadecimal(name.substr(2));
    return number ? std::optional(PropertyTag(static_cast<std::uint32_t>(*number))) : std::nullopt;
  }
  const std::string upper = to_upper_ascii(name);
  const auto tag = find_listed(upper);
  return tag ? tag : find_suffixed(upper);
}

}  // namespace postroom
