#include "mapi/name_mapping.h"

#include <mapi/mapitags.h>

#include "mapi/names.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

// PR_MAPPING_SIGNATURE of any object; empty where it has none.
Bytes signature_of(ObjectState& state, LPMAPIPROP object) {
  SizedSPropTagArray(1, tags) = {1, {PR_MAPPING_SIGNATURE}};
  ULONG count = 0;
  LPSPropValue values = nullptr;
  object->GetProps(reinterpret_cast<LPSPropTagArray>(&tags), 0, &count, &values);
  Bytes signature;
  if (values && count == 1 && values->ulPropTag == PR_MAPPING_SIGNATURE) {
    const ByteView bytes = view_of(values->Value.bin.cb, values->Value.bin.lpb);
    signature.assign(bytes.begin(), bytes.end());
  }
  if (values) state.memory().free_buffer(values);
  return signature;
}

}  // namespace

NameMapping::NameMapping(ObjectState& state, LPMAPIPROP target)
    : state_(state), target_(target), is_same_(signature_of(state, target) == state.context().mapping_signature()) {}

void NameMapping::add(std::span<const PropertyTag> tags) {
  if (is_same_) return;
  std::vector<std::uint16_t> wanted;
  for (const PropertyTag tag : tags) {
    if (tag.is_named() && ids_.emplace(tag.id(), std::uint16_t{0}).second) wanted.push_back(tag.id());
  }
  if (!wanted.empty()) add_names(wanted);
}

void NameMapping::add_names(std::span<const std::uint16_t> ids) {
  Block block(state_.memory(), ids.size() * (sizeof(MAPINAMEID) + sizeof(LPMAPINAMEID)));
  auto* const pointers = block.as<LPMAPINAMEID>();
  auto* const names = reinterpret_cast<MAPINAMEID*>(pointers + ids.size());
  std::vector<std::uint16_t> asked;
  for (const std::uint16_t id : ids) {
    const auto name = state_.store().property_name(state_.session(), id);
    if (!name.ok() || !*name) continue;
    const std::size_t at = asked.size();
    write_name(**name, block, names[at]);
    pointers[at] = &names[at];
    asked.push_back(id);
  }
  if (asked.empty()) return;
  LPSPropTagArray made = nullptr;
  target_->GetIDsFromNames(static_cast<ULONG>(asked.size()), pointers, MAPI_CREATE, &made);
  if (!made) return;
  for (std::size_t i = 0; i < asked.size() && i < made->cValues; ++i) {
    if (PROP_TYPE(made->aulPropTag[i]) != PT_ERROR) ids_[asked[i]] = static_cast<std::uint16_t>(PROP_ID(made->aulPropTag[i]));
  }
  state_.memory().free_buffer(made);
}

std::optional<PropertyTag> NameMapping::mapped(PropertyTag tag) const {
  if (is_same_ || !tag.is_named()) return tag;
  const auto found = ids_.find(tag.id());
  if (found == ids_.end() || found->second == 0) return std::nullopt;
  return PropertyTag(std::uint32_t{found->second} << 16 | tag.raw_type());
}

}  // namespace postroom::mapi
