// An open attachment: a value that was taken out of its message and goes back into it when it is saved (rules
// C36 and C37).
#pragma once

#include "mapi/open_message.h"

namespace postroom::mapi {

// Used with the lock of the message held, which is that of `state`, too.
struct OpenAttachment {
  ObjectState& state;    // of the IAttach
  OpenMessage& message;  // that it is in; the IAttach keeps it alive
  Attachment value;
  Writing writing;
  bool is_new = false;        // not in the message yet
  bool is_changed = false;    // since it was opened or saved
  bool has_own_time = false;  // the client has set PR_LAST_MODIFICATION_TIME since then

  bool is_writable() const { return writing == Writing::yes && message.is_writable(); }
};

// One with what every attachment has from its creation on.
Attachment new_attachment(OpenMessage& message);

// Into the message, which is not saved by it. PR_LAST_MODIFICATION_TIME is then now, unless the client has
// set it: what it is for is the time of a file (MS-OXCMSG 2.2.2.2).
Status save_attachment(OpenAttachment& open);

}  // namespace postroom::mapi
