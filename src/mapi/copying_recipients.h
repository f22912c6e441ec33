// The recipients of one message as those of another one.
#pragma once

#include <postroom/content.h>

#include <span>

#include "mapi/copying.h"

namespace postroom::mapi {

// Replaces what the target has. MAPI_W_PARTIAL_COMPLETION where it has no place for a property of one of
// them.
Answer copy_recipients(ObjectState& source, std::span<const Recipient> recipients, LPMAPIPROP to);

}  // namespace postroom::mapi
