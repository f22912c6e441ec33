// What a message, or a part of one, says to a person.
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

#include <string>

namespace postroom::cli {

inline constexpr std::uint64_t kMaxShownText = 16 << 20;  // bytes of one body

// The plain text; that of the HTML where there is none; empty without either. Line ends are "\n".
std::string body_text(const PropertySet& properties, LargeValues& large);

// "Ana Ruiz <ana@example.com>", the name quoted where it needs to be.
std::string recipient_text(const Recipient& recipient);
// All of one type with "; " between.
std::string recipients_text(const MessageContent& content, RecipientType type);

std::string attachment_name(const PropertySet& properties);
std::uint64_t attachment_bytes(const PropertySet& properties);
std::string attachment_text(const PropertySet& properties);  // "plan.pdf (12 KB, application/pdf)"

// Who it is from: "Ben Okafor <ben@example.com>"; may be empty.
std::string sender_text(const PropertySet& properties);

std::string subject_text(const PropertySet& properties);

}  // namespace postroom::cli
