#include "mapiutil/held_properties.h"

#include <mapi/mapiutil.h>

namespace postroom::mapiutil {

const HeldProperty* HeldProperties::find_trace(ULONG tag) const {
  const auto found = by_id_.find(PROP_ID(tag));
  return found == by_id_.end() ? nullptr : &found->second;
}

const HeldProperty* HeldProperties::find(ULONG tag) const {
  const HeldProperty* trace = find_trace(tag);
  return trace && !trace->deleted ? trace : nullptr;
}

SCODE HeldProperties::put(ULONG tag, std::shared_ptr<const FlatValue> value) {
  const HeldProperty* before = find(tag);
  if (before && !before->writable) return MAPI_E_NO_ACCESS;
  by_id_[PROP_ID(tag)] = {tag, std::move(value)};
  return S_OK;
}

SCODE HeldProperties::remove(ULONG tag) {
  const HeldProperty* before = find(tag);
  if (!before) return S_OK;
  if (!before->writable) return MAPI_E_NO_ACCESS;
  by_id_[PROP_ID(tag)] = {before->tag, nullptr, true, true, true};
  return S_OK;
}

bool HeldProperties::is_access(ULONG flags) {
  constexpr ULONG kBothAccesses = IPROP_READONLY | IPROP_READWRITE;
  constexpr ULONG kBothStatuses = IPROP_CLEAN | IPROP_DIRTY;
  return (flags & ~(kBothAccesses | kBothStatuses)) == 0 && (flags & kBothAccesses) != kBothAccesses &&
         (flags & kBothStatuses) != kBothStatuses;
}

void HeldProperties::set_access(ULONG tag, ULONG flags) {
  const auto found = by_id_.find(PROP_ID(tag));
  if (found == by_id_.end()) return;
  HeldProperty& property = found->second;
  if (flags & (IPROP_READONLY | IPROP_READWRITE)) property.writable = (flags & IPROP_READWRITE) != 0;
  if (flags & (IPROP_CLEAN | IPROP_DIRTY)) property.dirty = (flags & IPROP_DIRTY) != 0;
  if (property.deleted && !property.dirty) by_id_.erase(found);
}

ULONG HeldProperties::access_of(const HeldProperty& property) {
  if (property.dirty) return IPROP_DIRTY;
  return property.writable ? IPROP_READWRITE : IPROP_READONLY;
}

}  // namespace postroom::mapiutil
