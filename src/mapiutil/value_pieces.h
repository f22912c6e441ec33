// What a property value points to.
#pragma once

#include "mapiutil/pieces.h"

namespace postroom::mapiutil {

// The type by which the value is held: a single instance of a multivalued column (MVI_FLAG) is a single
// value.
constexpr ULONG held_type(ULONG tag) {
  const ULONG type = PROP_TYPE(tag);
  return type & MV_INSTANCE ? type & ~static_cast<ULONG>(MVI_FLAG) : type;
}

// MAPI_E_INVALID_TYPE for a type that nobody knows. MAPI_E_INVALID_PARAMETER for one whose pointers are null
// where they must not be, and for multivalues without values or with more than kMaxValues.
// MAPI_E_NOT_ENOUGH_MEMORY past kMaxBufferBytes.
SCODE move_pieces(SPropValue& value, PieceMover& mover);

// Whether a value is of a known type and its memory hangs together.
bool is_whole(const SPropValue& value);

}  // namespace postroom::mapiutil
