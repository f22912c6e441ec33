// IMessage::SetReadFlag (rules C42, C46): committed at once, without the pending edits, and no conflict to
// anybody.
#pragma once

#include "mapi/open_message.h"

namespace postroom::mapi {

// Of a message that nobody has saved yet it sets what its first save will have. On associated messages, and
// on saved ones inside attachments, which are in no folder, it does nothing. MAPI_E_INVALID_PARAMETER for
// flags that do not go together. Receipts are not sent in this release: the flags that are about them alone
// change nothing.
Answer set_read_flag(OpenMessage& open, ULONG flags);

}  // namespace postroom::mapi
