// IMAPIProp::SaveChanges of a message (rules C6 to C28).
#pragma once

#include "mapi/open_message.h"

namespace postroom::mapi {

// FORCE_SAVE, KEEP_OPEN_READONLY and KEEP_OPEN_READWRITE, each tested as a bit; the last one wins over the
// one before. MAPI_DEFERRED_ERRORS and all other bits are ignored: a save is done when it returns. Without a
// KEEP_OPEN flag the message is closed. Where it fails the message stays as it was: open, with its edits, for
// writing.
Answer save_message(OpenMessage& open, ULONG flags);

// Which of the three an object that has been saved goes on as; attachments are saved in the same way.
void keep_open(ObjectState& state, Writing& writing, ULONG flags);

}  // namespace postroom::mapi
