// What goes along when an object is copied: recipients and attachments of a message, the message in an attachment, what a
// folder holds.
#pragma once

#include "mapi/copying.h"

namespace postroom::mapi {

// `part` is one of Properties::objects(). MAPI_W_PARTIAL_COMPLETION where something was left out.
Answer copy_part(const CopySource& source, PropertyTag part, LPMAPIPROP to, const CopyTarget& target);

}  // namespace postroom::mapi
