#include "server/property_naming.h"

#include <postroom/property_names.h>

#include "base/try.h"

namespace postroom::server {
namespace {

Result<PropertyTag> parse_one(std::string_view name, const PropertyResolver& resolver) {
  ExpressionContext context;
  context.id_of = resolver;
  const auto columns = parse_columns(name, context);
  if (!columns.ok()) return to_error(columns.error(), name);
  if (columns->size() == 1 && !columns->front().is_instance()) return columns->front();
  return Error{Code::invalid_argument, "'" + std::string(name) + "' is not the name of one property.", {}};
}

std::string unnamed_text(PropertyTag tag) {
  const std::string known = property_name(tag);
  for (const std::string& form : {known, known + "_A"}) {
    if (!known.starts_with("0x") && find_property_tag(form) == tag) return form;
  }
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[tag.value >> shift & 15];
  return text;
}

}  // namespace

std::string PropertyNaming::name(PropertyTag tag) const {
  return tag.is_named() ? columns_to_text({&tag, 1}, namer()) : unnamed_text(tag);
}

Result<PropertyTag> PropertyNaming::find(std::string_view name) const {
  bool is_unknown = false;
  const PropertyResolver resolve = [&](const PropertyName& wanted) -> Result<std::optional<std::uint16_t>> {
    TRY_SET(const auto id, store_.find_property_id(session_, wanted));
    is_unknown = !id;
    return id;
  };
  auto tag = parse_one(name, resolve);
  if (!tag.ok() && !is_unknown) {
    auto without_type = parse_one(std::string(name) + "/any", resolve);
    if (without_type.ok()) return without_type;
  }
  if (is_unknown) return Error{Code::not_found, "The store has no property '" + std::string(name) + "'.", {}};
  return tag;
}

Result<std::vector<PropertyTag>> PropertyNaming::make(std::span<const std::string> names, const Place& place) {
  std::vector<PropertyTag> tags;
  std::vector<std::size_t> at;  // where in `tags` the named ones stand
  std::vector<PropertyName> wanted;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::optional<PropertyName> met;
    auto tag = parse_one(names[i], [&](const PropertyName& name) {
      met = name;
      return Result<std::optional<std::uint16_t>>(kFirstNamedId);  // stands for the id that it will have
    });
    if (!tag.ok()) return place(i, std::move(tag).error());
    tags.push_back(*tag);
    if (!met) continue;
    at.push_back(i);
    wanted.push_back(*std::move(met));
  }
  if (wanted.empty()) return tags;
  auto ids = store_.property_ids(session_, wanted);
  if (!ids.ok()) return place(at.front(), std::move(ids).error());
  for (std::size_t i = 0; i < at.size(); ++i) {
    PropertyTag& tag = tags[at[i]];
    tag = PropertyTag(std::uint32_t{(*ids)[i]} << 16 | tag.raw_type());
  }
  return tags;
}

PropertyNamer PropertyNaming::namer() const {
  return [this](std::uint16_t id) -> std::optional<PropertyName> {
    const auto name = store_.property_name(session_, id);
    return name.ok() ? *name : std::nullopt;
  };
}

PropertyResolver PropertyNaming::resolver() const {
  return [this](const PropertyName& name) { return store_.find_property_id(session_, name); };
}

}  // namespace postroom::server
