// HrGetOneProp, HrSetOneProp: success or failure, never a warning.
#include <mapi/mapiutil.h>

#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

// An error by which nothing is mistaken for a success, whatever the object reported.
HRESULT failure(SCODE reported) { return FAILED(reported) ? reported : MAPI_E_CALL_FAILED; }

// What a single property that GetProps gave amounts to.
HRESULT outcome(ULONG asked_for, ULONG count, const SPropValue* property) {
  if (count != 1 || !property) return MAPI_E_CALL_FAILED;
  const ULONG type = PROP_TYPE(property->ulPropTag);
  if (type == PT_ERROR) return failure(property->Value.err);
  const bool as_asked = PROP_TYPE(asked_for) == PT_UNSPECIFIED || type == PROP_TYPE(asked_for);
  return as_asked ? S_OK : MAPI_E_UNEXPECTED_TYPE;
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

HRESULT HrGetOneProp(LPMAPIPROP pmp, ULONG ulPropTag, LPSPropValue* ppprop) {
  if (!pmp || !ppprop) return MAPI_E_INVALID_PARAMETER;
  *ppprop = nullptr;
  SizedSPropTagArray(1, tags) = {1, {ulPropTag}};
  ULONG count = 0;
  LPSPropValue property = nullptr;
  HRESULT result = pmp->GetProps(reinterpret_cast<LPSPropTagArray>(&tags), 0, &count, &property);
  if (FAILED(result)) return result;
  result = outcome(ulPropTag, count, property);
  if (result == S_OK)
    *ppprop = property;
  else
    MAPIFreeBuffer(property);
  return result;
}

HRESULT HrSetOneProp(LPMAPIPROP pmp, LPSPropValue pprop) {
  if (!pmp || !pprop) return MAPI_E_INVALID_PARAMETER;
  LPSPropProblemArray problems = nullptr;
  HRESULT result = pmp->SetProps(1, pprop, &problems);
  if (FAILED(result)) return result;
  result = problems && problems->cProblem > 0 ? failure(problems->aProblem[0].scode) : S_OK;
  MAPIFreeBuffer(problems);
  return result;
}
