// Addresses in headers, taken out of GMime's lists.
#pragma once

#include <postroom/content.h>

#include <string>
#include <vector>

#include "formats/gmime_library.h"

namespace postroom {

struct MailAddress {
  std::string name;     // may be empty
  std::string address;  // SMTP; may be empty
  bool is_empty() const { return name.empty() && address.empty(); }
  friend bool operator==(const MailAddress&, const MailAddress&) = default;
};

// Groups are taken apart. An empty address when there is none; the list may be null.
MailAddress first_address(InternetAddressList* list);
std::vector<MailAddress> all_addresses(InternetAddressList* list, std::size_t limit);

// To, Cc and Bcc, in this order, up to kMaxRecipients and kMaxRecipientBytes.
std::vector<Recipient> read_recipients(GMimeMessage* message, MailWarnings& warnings);

}  // namespace postroom
