// The order of property values: what FPropCompareProp and LPropCompareProp answer.
#pragma once

#include <mapi/mapidefs.h>

namespace postroom::mapiutil {

// Below 0, 0 or above 0 as `a` is less than, equal to or greater than `b`: whole values (is_whole) of one
// type. Integers compare signed; texts by code unit and binaries by byte, a beginning before what goes on;
// multivalues value by value, as the tuples that IMAPITable::Restrict makes of them. Types without an order
// differ consistently.
int value_order(const SPropValue& a, const SPropValue& b);

}  // namespace postroom::mapiutil
