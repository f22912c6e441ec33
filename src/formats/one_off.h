// Addresses as MAPI passes them without an address book: one-off entry IDs (MS-OXCDATA 2.2.5.1) in a
// FLATENTRYLIST.
#pragma once

#include <postroom/bytes.h>

#include <vector>

#include "formats/mail_address.h"

namespace postroom {

// PR_REPLY_RECIPIENT_ENTRIES for these addresses.
Bytes encode_address_list(const std::vector<MailAddress>& addresses);

// The one-off SMTP addresses in such a list; entries of other kinds and damaged ones are left out.
std::vector<MailAddress> decode_address_list(ByteView bytes);

}  // namespace postroom
