// How a PropertyData gives its properties to other objects: CopyTo, CopyProps.
#include <algorithm>
#include <set>

#include "mapiutil/limits.h"
#include "mapiutil/property_data.h"

namespace postroom::mapiutil {
namespace {

constexpr ULONG kCopyFlags = MAPI_MOVE | MAPI_NOREPLACE | MAPI_DECLINE_OK | MAPI_DIALOG;

bool names_pr_null(const SPropTagArray& tags) {
  return std::find(tags.aulPropTag, tags.aulPropTag + tags.cValues, ULONG{PR_NULL}) !=
         tags.aulPropTag + tags.cValues;
}

bool is_tag_list(const SPropTagArray& tags) {
  return tags.cValues > 0 && tags.cValues <= kMaxProperties && !names_pr_null(tags);
}

std::set<ULONG> ids_of(const SPropTagArray* tags) {
  std::set<ULONG> ids;
  for (ULONG i = 0; tags && i < tags->cValues; ++i) ids.insert(PROP_ID(tags->aulPropTag[i]));
  return ids;
}

// What is left out with an interface is all that derives from it; here that is everything.
bool leaves_out_all(ULONG count, LPCIID interfaces) {
  return std::any_of(interfaces, interfaces + count,
                     [](const IID& iid) { return iid == IID_IMAPIProp || iid == IID_IUnknown; });
}

// The other object as another interface of it; null if it has not got it.
template <class Interface>
Interface* query(IUnknown* object, const IID& iid) {
  void* queried = nullptr;
  return SUCCEEDED(object->QueryInterface(iid, &queried)) ? static_cast<Interface*>(queried) : nullptr;
}

// The properties of either width of text are the same ones.
HRESULT list_of(LPMAPIPROP object, LPSPropTagArray* tags) {
  const HRESULT result = object->GetPropList(MAPI_UNICODE, tags);
  return result == MAPI_E_BAD_CHARWIDTH ? object->GetPropList(0, tags) : result;
}

}  // namespace

HRESULT PropertyData::CopyTo(ULONG ciidExclude, LPCIID rgiidExclude, LPSPropTagArray lpExcludeProps,
                             ULONG_PTR, LPMAPIPROGRESS, LPCIID lpInterface, LPVOID lpDestObj, ULONG ulFlags,
                             LPSPropProblemArray* lppProblems) {
  if (lppProblems) *lppProblems = nullptr;
  if (ciidExclude > kMaxInterfaces || (ciidExclude > 0 && !rgiidExclude)) return MAPI_E_INVALID_PARAMETER;
  if (lpExcludeProps && !is_tag_list(*lpExcludeProps)) return MAPI_E_INVALID_PARAMETER;
  if (leaves_out_all(ciidExclude, rgiidExclude)) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const std::set<ULONG> excluded = ids_of(lpExcludeProps);
  std::vector<Copied> copied;
  Problems problems;
  {
    const std::lock_guard lock(mutex_);
    ULONG index = 0;
    for (const auto& [id, property] : held_.all()) {
      if (property.deleted) continue;
      if (excluded.count(id) == 0) {
        if (property.value)
          copied.push_back({index, property.tag, property.value});
        else
          problems.push_back({index, property.tag, MAPI_E_NO_SUPPORT});
      }
      ++index;
    }
  }
  return copy(std::move(copied), std::move(problems), {lpInterface, lpDestObj, ulFlags}, lppProblems);
}

HRESULT PropertyData::CopyProps(LPSPropTagArray lpIncludeProps, ULONG_PTR, LPMAPIPROGRESS, LPCIID lpInterface,
                                LPVOID lpDestObj, ULONG ulFlags, LPSPropProblemArray* lppProblems) {
  if (lppProblems) *lppProblems = nullptr;
  if (!lpIncludeProps || !is_tag_list(*lpIncludeProps)) return MAPI_E_INVALID_PARAMETER;
  std::vector<Copied> copied;
  Problems problems;
  {
    const std::lock_guard lock(mutex_);
    for (ULONG i = 0; i < lpIncludeProps->cValues; ++i) {
      const ULONG tag = lpIncludeProps->aulPropTag[i];
      const HeldProperty* property = held_.find(tag);
      if (property && property->value)
        copied.push_back({i, property->tag, property->value});
      else
        problems.push_back({i, tag, property ? MAPI_E_NO_SUPPORT : MAPI_E_NOT_FOUND});
    }
  }
  return copy(std::move(copied), std::move(problems), {lpInterface, lpDestObj, ulFlags}, lppProblems);
}

HRESULT PropertyData::copy(std::vector<Copied> copied, Problems problems, const Destination& destination,
                           LPSPropProblemArray* given) {
  const bool moves = (destination.flags & MAPI_MOVE) != 0;
  LPMAPIPROP opened = nullptr;
  HRESULT result = open_destination(destination, &opened);
  if (result != S_OK) return result;
  if (destination.flags & MAPI_NOREPLACE) result = leave_out_existing(copied, opened);
  if (SUCCEEDED(result) && !copied.empty()) result = send(copied, opened, problems);
  opened->Release();
  if (FAILED(result)) return result;
  if (moves) take_away(copied, problems);
  return give(problems, given);
}

HRESULT PropertyData::open_destination(const Destination& destination, LPMAPIPROP* opened) {
  if (!destination.interface || !destination.object) return MAPI_E_INVALID_PARAMETER;
  if (destination.flags & ~kCopyFlags) return MAPI_E_UNKNOWN_FLAGS;
  if (destination.flags & MAPI_MOVE) {
    const std::lock_guard lock(mutex_);
    if (!writable_) return MAPI_E_NO_ACCESS;
  }
  auto* object = static_cast<IUnknown*>(destination.object);
  IUnknown* as_named = query<IUnknown>(object, *destination.interface);
  if (!as_named) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  as_named->Release();
  *opened = query<IMAPIProp>(object, IID_IMAPIProp);
  if (!*opened) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  if (*opened != static_cast<IMAPIProp*>(this)) return S_OK;
  (*opened)->Release();
  return MAPI_E_NO_ACCESS;
}

HRESULT PropertyData::leave_out_existing(std::vector<Copied>& copied, LPMAPIPROP destination) const {
  LPSPropTagArray tags = nullptr;
  const HRESULT result = list_of(destination, &tags);
  if (FAILED(result)) return result;
  const std::set<ULONG> ids = ids_of(tags);
  memory_.free(tags);
  copied.erase(
      std::remove_if(copied.begin(), copied.end(),
                     [&ids](const Copied& property) { return ids.count(PROP_ID(property.tag)) > 0; }),
      copied.end());
  return S_OK;
}

// The other object tells problems by the list that it was given; the caller knows another.
HRESULT PropertyData::send(const std::vector<Copied>& copied, LPMAPIPROP destination,
                           Problems& problems) const {
  std::vector<SPropValue> values;
  for (const Copied& property : copied) values.push_back(property.value->value());
  LPSPropProblemArray told = nullptr;
  const HRESULT result = destination->SetProps(static_cast<ULONG>(values.size()), values.data(), &told);
  if (FAILED(result)) return result;
  for (ULONG i = 0; told && i < told->cProblem && i < kMaxProperties; ++i) {
    const SPropProblem& problem = told->aProblem[i];
    if (problem.ulIndex >= copied.size()) continue;
    const Copied& property = copied[problem.ulIndex];
    problems.push_back({property.index, property.tag, problem.scode});
  }
  memory_.free(told);
  return S_OK;
}

// What has been set anew in the meantime was not moved.
void PropertyData::take_away(const std::vector<Copied>& copied, Problems& problems) {
  std::set<ULONG> stay;
  for (const SPropProblem& problem : problems) stay.insert(problem.ulIndex);
  const std::lock_guard lock(mutex_);
  for (const Copied& property : copied) {
    const HeldProperty* now = held_.find(property.tag);
    if (stay.count(property.index) > 0 || !now || now->value != property.value) continue;
    const SCODE result = held_.remove(property.tag);
    if (result != S_OK) problems.push_back({property.index, property.tag, result});
  }
}

}  // namespace postroom::mapiutil
