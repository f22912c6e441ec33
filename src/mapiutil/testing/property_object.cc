#include "mapiutil/testing/property_object.h"

#include <mapi/mapiutil.h>

namespace postroom::mapiutil {

HRESULT PropertyObject::QueryInterface(REFIID riid, void** ppvObj) {
  const bool known = riid == IID_IUnknown || riid == IID_IMAPIProp;
  *ppvObj = known ? this : nullptr;
  if (known) AddRef();
  return known ? S_OK : MAPI_E_INTERFACE_NOT_SUPPORTED;
}

LPSPropProblemArray one_problem(ULONG index, ULONG tag, SCODE code) {
  void* block = nullptr;
  if (MAPIAllocateBuffer(CbNewSPropProblemArray(1), &block) != S_OK) return nullptr;
  auto* problems = static_cast<LPSPropProblemArray>(block);
  problems->cProblem = 1;
  problems->aProblem[0] = {index, tag, code};
  return problems;
}

}  // namespace postroom::mapiutil
