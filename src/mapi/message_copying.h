// One message or folder into a folder of any store, through that folder's interface.
#pragma once

#include "mapi/objects.h"

namespace postroom::mapi {

// With its recipients, attachments, read flag; named properties keep their names. Without its status, history and entry
// ID. False: it is not there (any more, or not in `in`), or the other store refused it.
Result<bool> copy_message_to(const SharedContext& context, MessageId id, Store::In in, LPMAPIFOLDER destination);

}  // namespace postroom::mapi
