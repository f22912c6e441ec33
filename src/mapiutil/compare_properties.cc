// FPropCompareProp, LPropCompareProp.
#include <mapi/mapiutil.h>

#include "mapiutil/value_order.h"
#include "mapiutil/value_pieces.h"

using namespace postroom::mapiutil;

BOOL FPropCompareProp(LPSPropValue lpSPropValue1, ULONG ulRelOp, LPSPropValue lpSPropValue2) {
  if (!lpSPropValue1 || !lpSPropValue2) return FALSE;
  if (PROP_TYPE(lpSPropValue1->ulPropTag) != PROP_TYPE(lpSPropValue2->ulPropTag)) return FALSE;
  if (!is_whole(*lpSPropValue1) || !is_whole(*lpSPropValue2)) return FALSE;
  const int order = value_order(*lpSPropValue1, *lpSPropValue2);
  switch (ulRelOp) {
    case RELOP_LT:
      return order < 0;
    case RELOP_LE:
      return order <= 0;
    case RELOP_GT:
      return order > 0;
    case RELOP_GE:
      return order >= 0;
    case RELOP_EQ:
      return order == 0;
    case RELOP_NE:
      return order != 0;
    default:
      return FALSE;  // RELOP_RE has no documented language
  }
}

// Two values of different types are no match for each other; they stand by their types. A broken value, or
// none, stands before all others.
LONG LPropCompareProp(LPSPropValue lpSPropValueA, LPSPropValue lpSPropValueB) {
  const bool a_whole = lpSPropValueA && is_whole(*lpSPropValueA);
  const bool b_whole = lpSPropValueB && is_whole(*lpSPropValueB);
  if (!a_whole || !b_whole) return LONG{a_whole} - LONG{b_whole};
  const ULONG a_type = PROP_TYPE(lpSPropValueA->ulPropTag);
  const ULONG b_type = PROP_TYPE(lpSPropValueB->ulPropTag);
  if (a_type != b_type) return a_type < b_type ? -1 : 1;
  return value_order(*lpSPropValueA, *lpSPropValueB);
}
