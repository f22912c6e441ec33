#include "mapi/permanent_properties.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/value_bytes.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

bool concerns_one_property(const Error& error) {
  return error.code == Code::too_big || error.code == Code::invalid_argument;
}

}  // namespace

Result<Problems> PermanentProperties::set_one_by_one(std::span<const Property> properties,
                                                     std::span<const std::size_t> places) {
  Problems problems;
  for (const std::size_t place : places) {
    PropertySet one;
    one.set(properties[place].tag, properties[place].value);
    const Status set = change(one, {});
    if (set.ok()) continue;
    if (!concerns_one_property(set.error())) return set.error();
    const auto& [tag, value] = properties[place];
    problems.push_back({place, tag, problem_of_setting(tag, value, set.error())});
  }
  return problems;
}

Result<Problems> PermanentProperties::set(std::span<const Property> properties) {
  Problems problems;
  PropertySet together;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (is_computed(properties[i].tag)) {
      problems.push_back({i, properties[i].tag, MAPI_E_COMPUTED});
    } else {
      places.push_back(i);
      together.set(properties[i].tag, properties[i].value);
    }
  }
  if (places.empty()) return problems;
  const Status set = change(together, {});
  if (set.ok()) return problems;
  if (!concerns_one_property(set.error())) return set.error();
  TRY_SET(const Problems single, set_one_by_one(properties, places));
  problems.insert(problems.end(), single.begin(), single.end());
  return problems;
}

Result<Problems> PermanentProperties::remove(std::span<const PropertyTag> tags) {
  Problems problems;
  std::vector<PropertyTag> removable;
  TRY_SET(const PropertySet there, stored());
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (is_computed(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_COMPUTED});
    } else if (tags[i].id() == tag::display_name.id()) {
      problems.push_back({i, tags[i], MAPI_E_NO_ACCESS});
    } else if (!there.has(tags[i])) {
      problems.push_back({i, tags[i], MAPI_E_NOT_FOUND});
    } else {
      removable.push_back(tags[i]);
    }
  }
  if (removable.empty()) return problems;
  TRY(change({}, removable));
  return problems;
}

Result<std::unique_ptr<RandomAccess>> PermanentProperties::read(PropertyTag tag) {
  TRY_SET(const auto property, find(tag.id()));
  if (!property || !is_read_as(property->tag, tag)) {
    return Error{Code::not_found, "There is no such property.", {}};
  }
  return bytes_of(property->value);
}

Status PermanentProperties::write(PropertyTag tag, Source& source) {
  if (is_computed(tag)) return Error{Code::no_access, "The store computes this property.", {}};
  if (!is_text(tag) && tag.base_type() != PropertyType::binary) {
    return Error{Code::invalid_argument, "Only texts and binaries have streams here.", {}};
  }
  TRY_SET(Bytes bytes, read_all(source, kInlineLimit));
  PropertySet one;
  if (tag.base_type() == PropertyType::binary) {
    one.set(tag, std::move(bytes));
  } else {
    one.set(PropertyTag(tag.id(), PropertyType::unicode), std::string(as_text(bytes)));
  }
  return change(one, {});
}

}  // namespace postroom::mapi
