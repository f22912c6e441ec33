// The conflict interface for MAPI hosts (rule C21; IPostroomConflictSink in postroom_mapi.h): a person
// decides what becomes of a save that was refused.
#pragma once

#include "mapi/open_message.h"

namespace postroom::mapi {

// What the host's sink chooses is done; ok if SaveChanges is then to answer S_OK. Nobody to ask (no sink, or
// a logon with MDB_NO_DIALOG), or POSTROOM_CHOICE_REFUSE: `refusal`, with the edits kept.
Status settle_conflict(OpenMessage& open, Error refusal);

}  // namespace postroom::mapi
