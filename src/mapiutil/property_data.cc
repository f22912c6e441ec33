#include "mapiutil/property_data.h"

#include <new>

#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

bool is_tag_list(const SPropTagArray* tags) {
  return tags && tags->cValues > 0 && tags->cValues <= kMaxProperties;
}

bool is_ignored(ULONG tag) { return tag == PR_NULL || PROP_TYPE(tag) == PT_ERROR; }

// A property that is to be set, or what keeps it from that.
struct Setting {
  ULONG index;
  ULONG tag;
  SCODE result;
  std::shared_ptr<const FlatValue> value;
};

Setting setting_of(ULONG index, const SPropValue& value) {
  Setting setting = {index, value.ulPropTag, S_OK, nullptr};
  const ULONG type = PROP_TYPE(value.ulPropTag);
  const ULONG id = PROP_ID(value.ulPropTag);
  if (id == PROP_ID_NULL || id == PROP_ID_INVALID)
    setting.result = MAPI_E_UNEXPECTED_ID;
  else if (type == PT_OBJECT)
    setting.result = MAPI_E_INVALID_PARAMETER;
  else if (type == PT_NULL || (type & MV_INSTANCE) != 0)
    setting.result = MAPI_E_INVALID_TYPE;
  else
    setting.result = FlatValue::copy(value, setting.value);
  return setting;
}

}  // namespace

HRESULT PropertyData::QueryInterface(REFIID riid, void** ppvObj) {
  if (!ppvObj) return MAPI_E_INVALID_PARAMETER;
  const bool known = riid == IID_IUnknown || riid == IID_IMAPIProp || riid == IID_IMAPIPropData;
  *ppvObj = known ? static_cast<IPropData*>(this) : nullptr;
  if (known) AddRef();
  return known ? S_OK : MAPI_E_INTERFACE_NOT_SUPPORTED;
}

ULONG PropertyData::AddRef() { return ++references_; }

ULONG PropertyData::Release() {
  const ULONG left = --references_;
  if (left == 0) delete this;
  return left;
}

HRESULT PropertyData::GetLastError(HRESULT, ULONG ulFlags, LPMAPIERROR* lppMAPIError) {
  if (!lppMAPIError) return MAPI_E_INVALID_PARAMETER;
  *lppMAPIError = nullptr;  // there is no more to say than the result said
  return (ulFlags & ~ULONG{MAPI_UNICODE}) == 0 ? S_OK : MAPI_E_UNKNOWN_FLAGS;
}

HRESULT PropertyData::SaveChanges(ULONG) { return S_OK; }

HRESULT PropertyData::OpenProperty(ULONG, LPCIID, ULONG, ULONG, LPUNKNOWN* lppUnk) {
  if (lppUnk) *lppUnk = nullptr;
  return MAPI_E_NO_SUPPORT;
}

HRESULT PropertyData::GetNamesFromIDs(LPSPropTagArray*, LPGUID, ULONG, ULONG*, LPMAPINAMEID**) {
  return MAPI_E_NO_SUPPORT;
}

HRESULT PropertyData::GetIDsFromNames(ULONG, LPMAPINAMEID*, ULONG, LPSPropTagArray*) {
  return MAPI_E_NO_SUPPORT;
}

HRESULT PropertyData::SetProps(ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray* lppProblems) {
  if (lppProblems) *lppProblems = nullptr;
  if (cValues == 0 || cValues > kMaxProperties || !lpPropArray) return MAPI_E_INVALID_PARAMETER;
  std::vector<Setting> settings;
  for (ULONG i = 0; i < cValues; ++i) {
    if (is_ignored(lpPropArray[i].ulPropTag)) continue;
    settings.push_back(setting_of(i, lpPropArray[i]));
    if (settings.back().result == MAPI_E_INVALID_PARAMETER) return MAPI_E_INVALID_PARAMETER;
  }
  Problems problems;
  {
    const std::lock_guard lock(mutex_);
    if (!writable_) return MAPI_E_NO_ACCESS;
    for (Setting& setting : settings) {
      if (setting.result == S_OK) setting.result = held_.put(setting.tag, std::move(setting.value));
      if (setting.result != S_OK) problems.push_back({setting.index, setting.tag, setting.result});
    }
  }
  return give(problems, lppProblems);
}

HRESULT PropertyData::DeleteProps(LPSPropTagArray lpPropTagArray, LPSPropProblemArray* lppProblems) {
  if (lppProblems) *lppProblems = nullptr;
  if (!is_tag_list(lpPropTagArray)) return MAPI_E_INVALID_PARAMETER;
  Problems problems;
  {
    const std::lock_guard lock(mutex_);
    if (!writable_) return MAPI_E_NO_ACCESS;
    for (ULONG i = 0; i < lpPropTagArray->cValues; ++i) {
      const ULONG tag = lpPropTagArray->aulPropTag[i];
      const SCODE result = held_.remove(tag);
      if (result != S_OK) problems.push_back({i, tag, result});
    }
  }
  return give(problems, lppProblems);
}

HRESULT PropertyData::HrSetObjAccess(ULONG ulAccess) {
  if (ulAccess != IPROP_READONLY && ulAccess != IPROP_READWRITE) return MAPI_E_INVALID_PARAMETER;
  const std::lock_guard lock(mutex_);
  writable_ = ulAccess == IPROP_READWRITE;
  return S_OK;
}

HRESULT PropertyData::HrSetPropAccess(LPSPropTagArray lpPropTagArray, ULONG* rgulAccess) {
  if (!is_tag_list(lpPropTagArray) || !rgulAccess) return MAPI_E_INVALID_PARAMETER;
  for (ULONG i = 0; i < lpPropTagArray->cValues; ++i)
    if (!HeldProperties::is_access(rgulAccess[i])) return MAPI_E_INVALID_PARAMETER;
  const std::lock_guard lock(mutex_);
  if (!writable_) return MAPI_E_NO_ACCESS;
  for (ULONG i = 0; i < lpPropTagArray->cValues; ++i)
    held_.set_access(lpPropTagArray->aulPropTag[i], rgulAccess[i]);
  return S_OK;
}

HRESULT PropertyData::HrAddObjProps(LPSPropTagArray lpPropTagArray, LPSPropProblemArray* lppProblems) {
  if (lppProblems) *lppProblems = nullptr;
  if (!is_tag_list(lpPropTagArray)) return MAPI_E_INVALID_PARAMETER;
  const ULONG count = lpPropTagArray->cValues;
  for (ULONG i = 0; i < count; ++i)
    if (PROP_TYPE(lpPropTagArray->aulPropTag[i]) != PT_OBJECT) return MAPI_E_INVALID_TYPE;
  Problems problems;
  {
    const std::lock_guard lock(mutex_);
    if (!writable_) return MAPI_E_NO_ACCESS;
    for (ULONG i = 0; i < count; ++i) {
      const ULONG tag = lpPropTagArray->aulPropTag[i];
      const SCODE result = held_.put(tag, nullptr);
      if (result != S_OK) problems.push_back({i, tag, result});
    }
  }
  const HRESULT given = give(problems, lppProblems);
  return given == S_OK && !problems.empty() ? MAPI_W_PARTIAL_COMPLETION : given;
}

// What callers do not ask about costs nothing.
HRESULT PropertyData::give(const Problems& problems, LPSPropProblemArray* given) const {
  if (!given || problems.empty()) return S_OK;
  const auto count = static_cast<ULONG>(problems.size());
  const SCODE result = allocate(memory_, CbNewSPropProblemArray(count), *given);
  if (result != S_OK) return result;
  (*given)->cProblem = count;
  std::copy(problems.begin(), problems.end(), (*given)->aProblem);
  return S_OK;
}

}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

SCODE CreateIProp(LPCIID lpInterface, ALLOCATEBUFFER* lpAllocateBuffer, ALLOCATEMORE* lpAllocateMore,
                  FREEBUFFER* lpFreeBuffer, LPVOID lpvReserved, LPPROPDATA* lppPropData) {
  if (!lppPropData) return MAPI_E_INVALID_PARAMETER;
  *lppPropData = nullptr;
  if (!lpAllocateBuffer || !lpAllocateMore || !lpFreeBuffer || lpvReserved) return MAPI_E_INVALID_PARAMETER;
  if (lpInterface && *lpInterface != IID_IMAPIPropData) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  *lppPropData = new (std::nothrow) PropertyData({lpAllocateBuffer, lpAllocateMore, lpFreeBuffer});
  return *lppPropData ? S_OK : MAPI_E_NOT_ENOUGH_MEMORY;
}
