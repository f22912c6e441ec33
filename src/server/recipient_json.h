// The recipients that a client sends.
#pragma once

#include <postroom/content.h>

#include "server/json_place.h"
#include "server/property_changes.h"

namespace postroom::server {

std::string_view to_text(RecipientType type);  // "to"
std::optional<RecipientType> parse_recipient_type(std::string_view text);

// A recipient as it was sent: what it is called, and further properties.
struct SentRecipient {
  RecipientType type = RecipientType::to;
  std::string name, address;
  PropertyChanges properties;
};
Result<std::vector<SentRecipient>> read_recipients(const JsonPlace& sent, PropertyNaming& naming);

// Those in place of the ones that a message has. One that was there before, by type and address (by name
// without an address), keeps the properties that were not sent.
std::vector<Recipient> put_in_place(const std::vector<SentRecipient>& sent,
                                    const std::vector<Recipient>& before);

inline constexpr std::size_t kMaxRecipientText = 2048;  // bytes of a name or an address

}  // namespace postroom::server
