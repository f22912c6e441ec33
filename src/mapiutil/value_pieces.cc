#include "mapiutil/value_pieces.h"

#include "mapiutil/movers.h"

namespace postroom::mapiutil {
namespace {

SCODE move_bytes(SBinary& binary, PieceMover& mover) { return move_array(binary.lpb, binary.cb, mover); }

// The values of a multivalued property, as an array.
template <class T>
SCODE move_values(ULONG count, T*& values, PieceMover& mover, T** readable = nullptr) {
  if (count == 0 || count > kMaxValues || !values) return MAPI_E_INVALID_PARAMETER;
  return move_array(values, count, mover, readable);
}

// The same where each value points to more.
template <class T, class MoveElement>
SCODE move_values_with(ULONG count, T*& values, PieceMover& mover, MoveElement move_element) {
  T* readable = nullptr;
  const SCODE result = move_values(count, values, mover, &readable);
  return result == S_OK ? move_elements(readable, count, mover, move_element) : result;
}

SCODE move_multivalue(SPropValue& property, PieceMover& mover) {
  auto& value = property.Value;
  switch (PROP_TYPE(property.ulPropTag)) {
    case PT_MV_I2:
      return move_values(value.MVi.cValues, value.MVi.lpi, mover);
    case PT_MV_LONG:
      return move_values(value.MVl.cValues, value.MVl.lpl, mover);
    case PT_MV_R4:
      return move_values(value.MVflt.cValues, value.MVflt.lpflt, mover);
    case PT_MV_DOUBLE:
      return move_values(value.MVdbl.cValues, value.MVdbl.lpdbl, mover);
    case PT_MV_CURRENCY:
      return move_values(value.MVcur.cValues, value.MVcur.lpcur, mover);
    case PT_MV_APPTIME:
      return move_values(value.MVat.cValues, value.MVat.lpat, mover);
    case PT_MV_SYSTIME:
      return move_values(value.MVft.cValues, value.MVft.lpft, mover);
    case PT_MV_I8:
      return move_values(value.MVli.cValues, value.MVli.lpli, mover);
    case PT_MV_CLSID:
      return move_values(value.MVguid.cValues, value.MVguid.lpguid, mover);
    case PT_MV_BINARY:
      return move_values_with(value.MVbin.cValues, value.MVbin.lpbin, mover, move_bytes);
    case PT_MV_STRING8:
      return move_values_with(value.MVszA.cValues, value.MVszA.lppszA, mover,
                              [](LPSTR& text, PieceMover& each) { return move_text(text, each); });
    case PT_MV_UNICODE:
      return move_values_with(value.MVszW.cValues, value.MVszW.lppszW, mover,
                              [](LPWSTR& text, PieceMover& each) { return move_text(text, each); });
    default:
      return MAPI_E_INVALID_TYPE;
  }
}

}  // namespace

SCODE move_pieces(SPropValue& property, PieceMover& mover) {
  auto& value = property.Value;
  switch (held_type(property.ulPropTag)) {
    case PT_NULL:
    case PT_I2:
    case PT_LONG:
    case PT_R4:
    case PT_DOUBLE:
    case PT_CURRENCY:
    case PT_APPTIME:
    case PT_ERROR:
    case PT_BOOLEAN:
    case PT_OBJECT:
    case PT_I8:
    case PT_SYSTIME:
      return S_OK;
    case PT_STRING8:
      return move_text(value.lpszA, mover);
    case PT_UNICODE:
      return move_text(value.lpszW, mover);
    case PT_BINARY:
      return move_bytes(value.bin, mover);
    case PT_CLSID:
      return move_one(value.lpguid, mover);
    default:
      return move_multivalue(property, mover);
  }
}

bool is_whole(const SPropValue& value) {
  FlatCounter counter;
  SPropValue looked_at = value;
  return move_pieces(looked_at, counter) == S_OK;
}

}  // namespace postroom::mapiutil
