#include "mapi/property_methods.h"

#include <mapi/mapicode.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/property_lookup.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

// Secure properties have to be named to be seen ("About Property Identifiers" in the Outlook MAPI reference).
bool is_secure(PropertyTag tag) { return tag.id() >= 0x67F0 && tag.id() <= 0x67FF; }

bool is_without_values(const Property& property) {
  if (!property.tag.is_multi_valued()) return false;
  const auto is_empty = [](const auto& values) {
    if constexpr (requires { values.empty(); }) return values.empty();
    return false;
  };
  return std::visit(is_empty, property.value);
}

// To whoever names no properties.
bool is_shown(const Property& property) {
  return property.tag.base_type() != PropertyType::object && !is_secure(property.tag) &&
         !is_without_values(property);
}

// The tag under which it is given; nothing if its type is not the one that is wanted.
std::optional<PropertyTag> given_tag(PropertyTag stored, PropertyTag wanted, Width width) {
  // A column that makes a row for each value has one value in each, and the tag of one.
  if (stored.is_instance()) stored = PropertyTag(stored.id(), stored.base_type());
  if (wanted.is_instance()) wanted = PropertyTag(wanted.id(), wanted.base_type());
  if (wanted.raw_type() == static_cast<std::uint16_t>(PropertyType::unspecified)) {
    return in_width(PropertyTag(std::uint32_t{wanted.id()} << 16 | stored.raw_type()), width);
  }
  if (wanted.is_multi_valued() != stored.is_multi_valued()) return std::nullopt;
  if (wanted.base_type() == stored.base_type() || (is_text(wanted) && is_text(stored))) return wanted;
  return std::nullopt;
}

bool is_too_long(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size() > kMaxGivenValue;
  if (const auto* text = std::get_if<String8>(&value)) return text->bytes.size() > kMaxGivenValue;
  if (const auto* bytes = std::get_if<Bytes>(&value)) return bytes->size() > kMaxGivenValue;
  return std::holds_alternative<LargeValue>(value);
}

HRESULT finish(Block& block, ULONG count, ULONG* given, LPSPropValue* values) {
  auto* const array = block.as<SPropValue>();
  const bool complete = std::none_of(
      array, array + count, [](const SPropValue& value) { return PROP_TYPE(value.ulPropTag) == PT_ERROR; });
  *values = block.release<SPropValue>();
  if (given) *given = count;
  return complete ? S_OK : MAPI_W_ERRORS_RETURNED;
}

Answer get_all(ObjectState& state, Properties& properties, Width width, ULONG* count, LPSPropValue* values) {
  TRY_SET(const PropertySet all, properties.all());
  const auto shown = static_cast<ULONG>(std::count_if(all.begin(), all.end(), is_shown));
  if (shown == 0) return S_OK;
  Block block(state.memory(), shown * sizeof(SPropValue));
  auto* out = block.as<SPropValue>();
  for (const Property& each : all) {
    const PropertyTag wanted(each.tag.id(), PropertyType::unspecified);
    if (is_shown(each)) give_property(&each, wanted, width, block, *out++);
  }
  return finish(block, shown, count, values);
}

Answer get_some(ObjectState& state, Properties& properties, const SPropTagArray& tags, Width width,
                ULONG* count, LPSPropValue* values) {
  if (tags.cValues == 0) return MAPI_E_INVALID_PARAMETER;
  TRY(check_tag_count(tags.cValues));
  PropertyLookup lookup(properties);
  if (tags.cValues > properties.finds_worth_all()) TRY(lookup.read_all());
  Block block(state.memory(), tags.cValues * sizeof(SPropValue));
  for (ULONG i = 0; i < tags.cValues; ++i) {
    const PropertyTag wanted(tags.aulPropTag[i]);
    TRY_SET(const auto found, lookup.find(wanted));
    give_property(found ? &*found : nullptr, wanted, width, block, block.as<SPropValue>()[i]);
  }
  return finish(block, tags.cValues, count, values);
}

}  // namespace

Status check_tag_count(ULONG count) {
  if (count <= kMaxTags) return ok_status();
  return Error{Code::too_big, "One call can name at most 65,536 properties.", {}};
}

Answer get_props(ObjectState& state, Properties& properties, LPSPropTagArray tags, ULONG flags, ULONG* count,
                 LPSPropValue* values) {
  if (count) *count = 0;
  if (!values) return MAPI_E_INVALID_PARAMETER;
  *values = nullptr;
  if (!tags) return get_all(state, properties, width_of(flags), count, values);
  return get_some(state, properties, *tags, width_of(flags), count, values);
}

Answer get_prop_list(ObjectState& state, Properties& properties, ULONG flags, LPSPropTagArray* tags) {
  if (!tags) return MAPI_E_INVALID_PARAMETER;
  *tags = nullptr;
  TRY_SET(const PropertySet all, properties.all());
  std::vector<PropertyTag> listed;
  for (const Property& each : all) {
    if (!is_secure(each.tag)) listed.push_back(in_width(each.tag, width_of(flags)));
  }
  for (const PropertyTag object : properties.objects()) {
    if (!all.has(object)) listed.push_back(object);
  }
  Block block(state.memory(), CbNewSPropTagArray(listed.size()));
  auto* const array = block.as<SPropTagArray>();
  array->cValues = static_cast<ULONG>(listed.size());
  for (std::size_t i = 0; i < listed.size(); ++i) array->aulPropTag[i] = listed[i].value;
  *tags = block.release<SPropTagArray>();
  return S_OK;
}

void give_property(const Property* property, PropertyTag wanted, Width width, Block& block, SPropValue& out) {
  if (!property || is_without_values(*property)) return write_error(wanted, MAPI_E_NOT_FOUND, out);
  if (const auto* error = std::get_if<ErrorValue>(&property->value)) {
    return write_error(wanted, static_cast<SCODE>(error->scode), out);
  }
  const auto tag = given_tag(property->tag, wanted, width);
  if (!tag) return write_error(wanted, MAPI_E_NOT_FOUND, out);
  if (is_too_long(property->value)) return write_error(wanted, MAPI_E_NOT_ENOUGH_MEMORY, out);
  write_value(*tag, property->value, block, out);
}

}  // namespace postroom::mapi
