// Values that clients set on what has no versions: folders, and the store itself. Nothing there would keep a
// large value referenced, so they are short.
#pragma once

#include "store/core.h"

namespace postroom::store {

// `whose`: "folder". Code::too_big for a value of more than kInlineLimit bytes; Code::invalid_argument for
// one that does not fit its tag, for text that is not UTF-8, and for named ids that nobody registered.
Status check_unversioned_values(Core& core, const PropertySet& set, const char* whose);

// Code::no_access: the store computes this one.
Error is_computed_here(PropertyTag tag);

}  // namespace postroom::store
