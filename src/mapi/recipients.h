// IMessage::ModifyRecipients (row 65), and which columns GetRecipientTable has (row 66).
#pragma once

#include <span>
#include <vector>

#include "mapi/open_message.h"

namespace postroom::mapi {

inline constexpr ULONG kMaxRecipientValues = 4096;  // properties of one recipient that comes in

// All of it or nothing. Rows keep their PR_ROWID; new ones get one that none in the message has. In rows that
// are added PR_ROWID is passed over, as the recipient table gives it. MAPI_E_INVALID_PARAMETER for null
// pointers, PT_NULL, PT_OBJECT, rows to be changed without PR_ROWID, and several flags; MAPI_E_NOT_FOUND for
// a row that is not there.
Answer modify_recipients(OpenMessage& open, ULONG flags, LPADRLIST list);

// What some of them have, for the columns of their table.
std::vector<PropertyTag> recipient_columns(std::span<const Recipient> recipients);

}  // namespace postroom::mapi
