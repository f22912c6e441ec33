#include "server/property_naming.h"

#include <postroom/property_names.h>

#include "base/try.h"

namespace postroom::server {
namespace {

// What a text says, before it is known which id the store has for it.
struct Written {
  PropertyTag tag;
  std::optional<PropertyName> name;  // of a named property, whose id in `tag` stands for another one
};

Result<Written> parse_one(std::string_view text) {
  Written written;
  ExpressionContext context;
  context.id_of = [&](const PropertyName& name) {
    written.name = name;
    return Result<std::optional<std::uint16_t>>(kFirstNamedId);
  };
  const auto columns = parse_columns(text, context);
  if (!columns.ok()) return to_error(columns.error(), text);
  if (columns->size() != 1 || columns->front().is_instance()) {
    return Error{Code::invalid_argument, "'" + std::string(text) + "' is not the name of one property.", {}};
  }
  written.tag = columns->front();
  return written;
}

PropertyTag with_id(PropertyTag tag, std::uint16_t id) {
  return PropertyTag(std::uint32_t{id} << 16 | tag.raw_type());
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
  auto written = parse_one(name);
  if (!written.ok()) {
    auto without_type = parse_one(std::string(name) + "/any");
    if (!without_type.ok()) return std::move(written).error();
    written = std::move(without_type);
  }
  if (!written->name) return written->tag;
  TRY_SET(const auto id, store_.find_property_id(session_, *written->name));
  if (!id) return Error{Code::not_found, "The store has no property '" + std::string(name) + "'.", {}};
  return with_id(written->tag, *id);
}

Result<bool> PropertyNaming::knows_all(std::span<const PropertyName> names) const {
  for (const PropertyName& name : names) {
    TRY_SET(const auto id, store_.find_property_id(session_, name));
    if (!id) return false;
  }
  return true;
}

Result<std::vector<PropertyTag>> PropertyNaming::make(std::span<const std::string> names,
                                                      const Place& place) {
  std::vector<PropertyTag> tags;
  std::vector<std::size_t> at;  // where in `tags` the named ones stand
  std::vector<PropertyName> wanted;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto written = parse_one(names[i]);
    if (!written.ok()) return place(i, std::move(written).error());
    tags.push_back(written->tag);
    if (!written->name) continue;
    at.push_back(i);
    wanted.push_back(*std::move(written->name));
  }
  if (wanted.empty()) return tags;
  if (may_make_) {
    TRY_SET(const bool knows_all, this->knows_all(wanted));
    if (!knows_all) TRY(may_make_());
  }
  auto ids = store_.property_ids(session_, wanted);
  if (!ids.ok()) return place(at.front(), std::move(ids).error());
  for (std::size_t i = 0; i < at.size(); ++i) tags[at[i]] = with_id(tags[at[i]], (*ids)[i]);
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
