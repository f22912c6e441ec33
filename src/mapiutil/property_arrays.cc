// ScCountProps, ScCopyProps, ScRelocProps, ScDupPropset.
#include <mapi/mapiutil.h>

#include "mapiutil/flat_arrays.h"
#include "mapiutil/value_pieces.h"

using namespace postroom::mapiutil;

SCODE ScCountProps(int cprop, LPSPropValue rgprop, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = count_flat(rgprop, cprop, kMaxProperties, bytes);
  if (result != S_OK) return result;
  for (int i = 0; i < cprop; ++i) {
    const ULONG id = PROP_ID(rgprop[i].ulPropTag);
    if (id == PROP_ID_NULL || id == PROP_ID_INVALID) return MAPI_E_INVALID_PARAMETER;
  }
  if (pcb) *pcb = static_cast<ULONG>(bytes);
  return S_OK;
}

SCODE ScCopyProps(int cprop, LPSPropValue rgprop, LPVOID pvDst, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = copy_flat(rgprop, cprop, kMaxProperties, pvDst, bytes);
  if (result == S_OK && pcb) *pcb = static_cast<ULONG>(bytes);
  return result;
}

SCODE ScRelocProps(int cprop, LPSPropValue rgprop, LPVOID pvBaseOld, LPVOID pvBaseNew, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = relocate_flat(rgprop, cprop, kMaxProperties, pvBaseOld, pvBaseNew, bytes);
  if (result == S_OK && pcb) *pcb = static_cast<ULONG>(bytes);
  return result;
}

SCODE ScDupPropset(int cprop, LPSPropValue rgprop, LPALLOCATEBUFFER lpAllocateBuffer, LPSPropValue* prgprop) {
  if (!lpAllocateBuffer || !prgprop) return MAPI_E_INVALID_PARAMETER;
  *prgprop = nullptr;
  ULONG bytes = 0;
  SCODE result = ScCountProps(cprop, rgprop, &bytes);
  if (result != S_OK) return result;
  void* block = nullptr;
  result = lpAllocateBuffer(bytes, &block);
  if (FAILED(result) || !block) return FAILED(result) ? result : MAPI_E_NOT_ENOUGH_MEMORY;
  // What has been counted can be copied: the block is as large, and only other threads could have changed the
  // values.
  result = ScCopyProps(cprop, rgprop, block, nullptr);
  if (result == S_OK) *prgprop = static_cast<LPSPropValue>(block);
  return result;
}
