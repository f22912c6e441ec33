// PpropFindProp, LpValFindProp, FPropExists.
#include <mapi/mapiutil.h>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

// A tag without a type stands for every type of its identifier.
bool matches(ULONG tag, ULONG sought) {
  return PROP_TYPE(sought) == PT_UNSPECIFIED ? PROP_ID(tag) == PROP_ID(sought) : tag == sought;
}

bool is_wide_text(ULONG tag) { return (PROP_TYPE(tag) & ~ULONG{MV_FLAG}) == PT_UNICODE; }

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

LPSPropValue PpropFindProp(LPSPropValue rgprop, ULONG cprop, ULONG ulPropTag) {
  if (!rgprop || cprop > kMaxProperties) return nullptr;
  for (LPSPropValue property = rgprop; property != rgprop + cprop; ++property) {
    if (matches(property->ulPropTag, ulPropTag)) return property;
  }
  return nullptr;
}

LPSPropValue LpValFindProp(ULONG ulPropTag, ULONG cValues, LPSPropValue lpPropArray) {
  return PpropFindProp(lpPropArray, cValues, ulPropTag);
}

BOOL FPropExists(LPMAPIPROP pobj, ULONG ulPropTag) {
  if (!pobj) return FALSE;
  const ULONG width = is_wide_text(ulPropTag) ? MAPI_UNICODE : 0;
  LPSPropTagArray tags = nullptr;
  HRESULT result = pobj->GetPropList(width, &tags);
  // An object that knows one width of text only has its other properties all the same.
  if (result == MAPI_E_BAD_CHARWIDTH) result = pobj->GetPropList(width ^ MAPI_UNICODE, &tags);
  if (FAILED(result) || !tags) return FALSE;
  BOOL found = FALSE;
  for (ULONG i = 0; !found && i < tags->cValues && i < kMaxProperties; ++i)
    found = matches(tags->aulPropTag[i], ulPropTag);
  MAPIFreeBuffer(tags);
  return found;
}
