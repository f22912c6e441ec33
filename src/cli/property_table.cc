#include "cli/property_table.h"

#include <postroom/text.h>

#include <fmt/format.h>

#include "cli/table.h"

namespace postroom::cli {
namespace {

constexpr std::size_t kLongestShown = 4096;

}  // namespace

std::string property_table(const PropertySet& properties, const Texts& texts, Look look) {
  Table table({{"Property"}, {"Tag"}, {"Value", Align::left, true}});
  for (const Property& property : properties) {
    std::string value = texts.value(property.tag, property.value);
    if (value.size() > kLongestShown)
      value = fmt::format("{}… ({} bytes)", truncate_utf8(value, 64), value.size());
    table.add({texts.name(property.tag), fmt::format("0x{:08X}", property.tag.value), std::move(value)});
  }
  return table.render(look);
}

void add_properties(Json& json, const PropertySet& properties, const Texts& texts) {
  json.begin_object();
  for (const Property& property : properties)
    json.member(texts.name(property.tag), texts.value(property.tag, property.value));
  json.end_object();
}

}  // namespace postroom::cli
