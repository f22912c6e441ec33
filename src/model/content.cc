#include <postroom/content.h>

#include <algorithm>
#include <utility>

#include <postroom/tags.h>

namespace postroom {
namespace {

// Bits that MAPI adds to PR_RECIPIENT_TYPE for resent messages: MAPI_P1 and MAPI_SUBMITTED.
constexpr std::int32_t kRecipientTypeBits = 0x0FFFFFFF;

}  // namespace

bool operator==(const Attachment& a, const Attachment& b) {
  if (a.number != b.number || a.record_key != b.record_key || a.properties != b.properties) return false;
  if (a.embedded == b.embedded) return true;
  return a.embedded && b.embedded && *a.embedded == *b.embedded;
}

Recipient make_recipient(RecipientType type, std::string name, std::string smtp_address) {
  Recipient recipient;
  recipient.properties.reserve(5);
  recipient.properties.set(tag::recipient_type, static_cast<std::int32_t>(type));
  recipient.properties.set(tag::display_name, std::move(name));
  recipient.properties.set(tag::addrtype, std::string("SMTP"));
  recipient.properties.set(tag::email_address, smtp_address);
  recipient.properties.set(tag::smtp_address, std::move(smtp_address));
  return recipient;
}

RecipientType recipient_type(const Recipient& recipient) {
  const std::int32_t type =
      recipient.properties.get_or(tag::recipient_type, std::int32_t{1}) & kRecipientTypeBits;
  switch (type) {
    case 0:
      return RecipientType::originator;
    case 2:
      return RecipientType::cc;
    case 3:
      return RecipientType::bcc;
    default:
      return RecipientType::to;
  }
}

std::string recipient_name(const Recipient& recipient) {
  const auto* name = recipient.properties.get<std::string>(tag::display_name);
  return name && !name->empty() ? *name : recipient_address(recipient);
}

std::string recipient_address(const Recipient& recipient) {
  const auto* smtp = recipient.properties.get<std::string>(tag::smtp_address);
  if (smtp && !smtp->empty()) return *smtp;
  return recipient.properties.get_or(tag::email_address, std::string());
}

std::string display_list(const MessageContent& content, RecipientType type) {
  std::string list;
  for (const Recipient& recipient : content.recipients) {
    if (recipient_type(recipient) != type) continue;
    if (!list.empty()) list += "; ";
    list += recipient_name(recipient);
  }
  return list;
}

int embedding_depth(const MessageContent& content) {
  int depth = 0;
  for (const Attachment& attachment : content.attachments) {
    if (attachment.embedded) depth = std::max(depth, 1 + embedding_depth(*attachment.embedded));
  }
  return depth;
}

}  // namespace postroom
