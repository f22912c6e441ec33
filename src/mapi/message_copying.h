// One message into a folder of any store, through that folder's interface.
#pragma once

#include "mapi/objects.h"

namespace postroom::mapi {

// With its recipients, attachments, read flag; named properties keep their names. Without its status, history
// and entry ID. Returns the version that is there now, or nothing if it is not, or not whole: it is gone
// here, or not in `in`, or the other store refused it or a part of it. Of what it refused a part of, the rest
// stays there if it is copied; what is to be moved is then left here alone.
enum class Purpose { copy, move };
Result<std::optional<VersionNumber>> copy_message_to(const SharedContext& context, MessageId id, Store::In in,
                                                     LPMAPIFOLDER destination, Purpose purpose);

}  // namespace postroom::mapi
