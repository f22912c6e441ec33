#include <postroom/property.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace postroom {
namespace {

template <class Properties>
auto first_from(Properties& properties, std::uint16_t id) {
  return std::lower_bound(
      properties.begin(), properties.end(), id,
      [](const Property& property, std::uint16_t wanted) { return property.tag.id() < wanted; });
}

}  // namespace

PropertySet::PropertySet(std::initializer_list<Property> properties) {
  properties_.reserve(properties.size());
  for (const Property& property : properties) set(property.tag, property.value);
}

void PropertySet::set(PropertyTag tag, Value value) {
  assert(fits(tag, value));
  const auto place = first_from(properties_, tag.id());
  if (place != properties_.end() && place->tag.id() == tag.id()) {
    *place = Property{tag, std::move(value)};
  } else {
    properties_.insert(place, Property{tag, std::move(value)});
  }
}

bool PropertySet::remove(PropertyTag tag) {
  const auto place = first_from(properties_, tag.id());
  if (place == properties_.end() || place->tag.id() != tag.id()) return false;
  properties_.erase(place);
  return true;
}

void PropertySet::remove_id(std::uint16_t id) { remove(PropertyTag(id, PropertyType::unspecified)); }

const Property* PropertySet::find_id(std::uint16_t id) const {
  const auto place = first_from(properties_, id);
  return place != properties_.end() && place->tag.id() == id ? &*place : nullptr;
}

const Value* PropertySet::find(PropertyTag tag) const {
  const Property* property = find_id(tag.id());
  return property && property->tag == tag ? &property->value : nullptr;
}

void PropertySet::append(Property property) {
  assert(properties_.empty() || properties_.back().tag.id() < property.tag.id());
  assert(fits(property.tag, property.value));
  properties_.push_back(std::move(property));
}

}  // namespace postroom
