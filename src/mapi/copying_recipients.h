// The recipients of one message as those of another one.
#pragma once

#include "mapi/copying.h"

namespace postroom::mapi {

// Replaces what the target has.
Answer copy_recipients(const CopySource& source, LPMAPIPROP to);

}  // namespace postroom::mapi
