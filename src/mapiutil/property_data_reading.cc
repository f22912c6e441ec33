// What a PropertyData tells of its properties: GetProps, GetPropList, HrGetPropAccess.
#include <algorithm>

#include "mapiutil/property_data.h"
#include "mapiutil/text_value.h"

namespace postroom::mapiutil {
namespace {

// One value of an answer: the tag that it gets, and the value or what is said in its place.
struct Slot {
  ULONG tag;
  SCODE error;
  std::shared_ptr<const FlatValue> value;
};

Slot slot_of(const HeldProperties& held, ULONG asked, ULONG flags) {
  const HeldProperty* property = held.find(asked);
  if (!property) return {asked, MAPI_E_NOT_FOUND, nullptr};
  if (property->is_object()) return {asked, MAPI_E_NO_SUPPORT, nullptr};
  const ULONG tag = PROP_TYPE(asked) == PT_UNSPECIFIED ? tag_in_width(property->tag, flags) : asked;
  if (tag_in_width(tag, 0) != tag_in_width(property->tag, 0)) return {asked, MAPI_E_UNEXPECTED_TYPE, nullptr};
  return {tag, S_OK, property->value};
}

// Without tags: every property that has a value.
std::vector<Slot> slots_for(const HeldProperties& held, const SPropTagArray* tags, ULONG flags) {
  std::vector<Slot> slots;
  if (tags) {
    for (ULONG i = 0; i < tags->cValues; ++i) slots.push_back(slot_of(held, tags->aulPropTag[i], flags));
    return slots;
  }
  for (const auto& [id, property] : held.all()) {
    if (property.value) slots.push_back({tag_in_width(property.tag, flags), S_OK, property.value});
  }
  return slots;
}

SCODE copy_value(const Slot& slot, SPropValue& value, const Memory& memory, void* buffer) {
  SPropValue held = slot.value->value();
  if (held.ulPropTag == slot.tag) return PropCopyMore(&value, &held, memory.allocate_more, buffer);
  const TextValue text(held);
  SPropValue converted = text.value();
  return PropCopyMore(&value, &converted, memory.allocate_more, buffer);
}

// Whether the value could be given.
bool fill(const Slot& slot, SPropValue& value, const Memory& memory, void* buffer) {
  value = {};
  const SCODE result = slot.error == S_OK ? copy_value(slot, value, memory, buffer) : slot.error;
  if (result == S_OK) return true;
  value.ulPropTag = CHANGE_PROP_TYPE(slot.tag, PT_ERROR);
  value.Value.err = result;
  return false;
}

}  // namespace

HRESULT PropertyData::GetProps(LPSPropTagArray lpPropTagArray, ULONG ulFlags, ULONG* lpcValues,
                               LPSPropValue* lppPropArray) {
  if (!lpcValues || !lppPropArray) return MAPI_E_INVALID_PARAMETER;
  *lpcValues = 0;
  *lppPropArray = nullptr;
  if (ulFlags & ~ULONG{MAPI_UNICODE}) return MAPI_E_UNKNOWN_FLAGS;
  if (lpPropTagArray && (lpPropTagArray->cValues == 0 || lpPropTagArray->cValues > kMaxProperties))
    return MAPI_E_INVALID_PARAMETER;
  std::vector<Slot> slots;
  {
    const std::lock_guard lock(mutex_);
    slots = slots_for(held_, lpPropTagArray, ulFlags);
  }
  if (slots.empty()) return S_OK;
  LPSPropValue values = nullptr;
  const SCODE result = allocate(memory_, slots.size() * sizeof(SPropValue), values);
  if (result != S_OK) return result;
  bool complete = true;
  for (std::size_t i = 0; i < slots.size(); ++i) complete &= fill(slots[i], values[i], memory_, values);
  *lpcValues = static_cast<ULONG>(slots.size());
  *lppPropArray = values;
  return complete ? S_OK : MAPI_W_ERRORS_RETURNED;
}

HRESULT PropertyData::GetPropList(ULONG ulFlags, LPSPropTagArray* lppPropTagArray) {
  if (!lppPropTagArray) return MAPI_E_INVALID_PARAMETER;
  *lppPropTagArray = nullptr;
  if (ulFlags & ~ULONG{MAPI_UNICODE}) return MAPI_E_UNKNOWN_FLAGS;
  std::vector<ULONG> tags;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, property] : held_.all())
      if (!property.deleted) tags.push_back(tag_in_width(property.tag, ulFlags));
  }
  const SCODE result = allocate(memory_, CbNewSPropTagArray(tags.size()), *lppPropTagArray);
  if (result != S_OK) return result;
  (*lppPropTagArray)->cValues = static_cast<ULONG>(tags.size());
  std::copy(tags.begin(), tags.end(), (*lppPropTagArray)->aulPropTag);
  return S_OK;
}

// A list of the caller's is answered in place: 0 takes the place of what is not there, or not any more.
HRESULT PropertyData::HrGetPropAccess(LPSPropTagArray* lppPropTagArray, ULONG** lprgulAccess) {
  if (!lppPropTagArray || !lprgulAccess) return MAPI_E_INVALID_PARAMETER;
  *lprgulAccess = nullptr;
  LPSPropTagArray tags = *lppPropTagArray;
  if (!tags) return all_access(lppPropTagArray, lprgulAccess);
  if (tags->cValues == 0 || tags->cValues > kMaxProperties) return MAPI_E_INVALID_PARAMETER;
  ULONG* accesses = nullptr;
  const SCODE result = allocate(memory_, tags->cValues * sizeof(ULONG), accesses);
  if (result != S_OK) return result;
  const std::lock_guard lock(mutex_);
  for (ULONG i = 0; i < tags->cValues; ++i) {
    const HeldProperty* trace = held_.find_trace(tags->aulPropTag[i]);
    accesses[i] = trace ? HeldProperties::access_of(*trace) : 0;
    if (!trace || trace->deleted) tags->aulPropTag[i] = 0;
  }
  *lprgulAccess = accesses;
  return S_OK;
}

HRESULT PropertyData::all_access(LPSPropTagArray* tags, ULONG** accesses) const {
  HeldProperties::ById all;
  {
    const std::lock_guard lock(mutex_);
    all = held_.all();
  }
  SCODE result = allocate(memory_, CbNewSPropTagArray(all.size()), *tags);
  if (result != S_OK) return result;
  result = allocate(memory_, all.size() * sizeof(ULONG), *accesses);
  if (result != S_OK) {
    memory_.free(*tags);
    *tags = nullptr;
    return result;
  }
  ULONG count = 0;
  for (const auto& [id, property] : all) {
    (*tags)->aulPropTag[count] = property.tag;
    (*accesses)[count++] = HeldProperties::access_of(property);
  }
  (*tags)->cValues = count;
  return S_OK;
}

}  // namespace postroom::mapiutil
