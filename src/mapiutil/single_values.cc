// UlPropSize, PropCopyMore.
#include <mapi/mapiutil.h>

#include "mapiutil/movers.h"
#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

// Adds up the bytes behind pointers, as they are.
class SizeMover final : public PieceMover {
 public:
  SCODE move(void* pointer, std::size_t size, Piece& piece) override {
    piece = {pointer, pointer};
    if (size > kMaxBufferBytes - bytes) return MAPI_E_NOT_ENOUGH_MEMORY;
    bytes += size;
    return S_OK;
  }
  std::size_t bytes = 0;
};

// Of a value that stands in the property itself.
std::size_t size_within(const SPropValue& property) {
  const auto& value = property.Value;
  switch (held_type(property.ulPropTag)) {
    case PT_I2:
      return sizeof value.i;
    case PT_LONG:
      return sizeof value.l;
    case PT_R4:
      return sizeof value.flt;
    case PT_DOUBLE:
      return sizeof value.dbl;
    case PT_CURRENCY:
      return sizeof value.cur;
    case PT_APPTIME:
      return sizeof value.at;
    case PT_ERROR:
      return sizeof value.err;
    case PT_BOOLEAN:
      return sizeof value.b;
    case PT_I8:
      return sizeof value.li;
    case PT_SYSTIME:
      return sizeof value.ft;
    default:
      return 0;
  }
}

// Of the array that only leads to the values.
std::size_t size_of_pointers(const SPropValue& property) {
  const auto& value = property.Value;
  switch (PROP_TYPE(property.ulPropTag)) {
    case PT_MV_BINARY:
      return value.MVbin.cValues * sizeof(SBinary);
    case PT_MV_STRING8:
      return value.MVszA.cValues * sizeof(LPSTR);
    case PT_MV_UNICODE:
      return value.MVszW.cValues * sizeof(LPWSTR);
    default:
      return 0;
  }
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

ULONG UlPropSize(LPSPropValue lpSPropValue) {
  if (!lpSPropValue) return 0;
  SizeMover sizes;
  SPropValue looked_at = *lpSPropValue;
  if (move_pieces(looked_at, sizes) != S_OK) return 0;
  return static_cast<ULONG>(size_within(looked_at) + sizes.bytes - size_of_pointers(looked_at));
}

SCODE PropCopyMore(LPSPropValue lpSPropValueDest, LPSPropValue lpSPropValueSrc, ALLOCATEMORE* lpfAllocMore,
                   LPVOID lpvObject) {
  if (!lpSPropValueDest || !lpSPropValueSrc || !lpfAllocMore) return MAPI_E_INVALID_PARAMETER;
  SPropValue copy = *lpSPropValueSrc;
  LinkedCopier copier(lpfAllocMore, lpvObject);
  const SCODE result = move_pieces(copy, copier);
  if (result == MAPI_E_INVALID_TYPE) return MAPI_E_NO_SUPPORT;
  if (result == S_OK) *lpSPropValueDest = copy;
  return result;
}
