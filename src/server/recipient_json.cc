#include "server/recipient_json.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/try.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

constexpr std::array<std::string_view, 4> kTypes{"originator", "to", "cc", "bcc"};

Result<SentRecipient> read_recipient(const JsonPlace& sent, PropertyNaming& naming) {
  TRY(sent.only(
      {"row", "type", "name", "address", "properties"}));  // `row` is what GET shows; rows are assigned anew
  SentRecipient recipient;
  TRY_SET(const JsonPlace type, sent.need("type"));
  TRY_SET(const std::string type_text, type.text());
  const auto known = parse_recipient_type(type_text);
  if (!known) return type.wrong("Expected \"to\", \"cc\", \"bcc\" or \"originator\".");
  recipient.type = *known;
  TRY_SET(const auto name, sent.find_text("name", kMaxRecipientText));
  TRY_SET(const auto address, sent.find_text("address", kMaxRecipientText));
  recipient.name = name.value_or("");
  recipient.address = address.value_or("");
  if (recipient.name.empty() && recipient.address.empty())
    return sent.wrong("A recipient has a name or an address.");
  if (const auto properties = sent.find("properties"))
    TRY(read_properties(*properties, naming, recipient.properties));
  return recipient;
}

// What makes a recipient the same one in two versions.
std::string identity(RecipientType type, const std::string& name, const std::string& address) {
  const std::string what = address.empty() ? "name:" + name : "address:" + to_lower_ascii(address);
  return std::string(to_text(type)) + ":" + what;
}

// The one that was there with what was sent, name and address last: they are what the person sees.
Recipient merged(const SentRecipient& sent, const Recipient* there) {
  Recipient recipient = there ? *there : make_recipient(sent.type, sent.name, sent.address);
  for (const PropertyChanges::Set& set : sent.properties.set) {
    recipient.properties.set(set.property.tag, set.property.value);
  }
  if (recipient_type(recipient) != sent.type) {
    recipient.properties.set(tag::recipient_type, static_cast<std::int32_t>(sent.type));
  }
  if (recipient_address(recipient) != sent.address) {
    const Recipient plain = make_recipient(sent.type, sent.name, sent.address);
    for (const Property& property : plain.properties) recipient.properties.set(property.tag, property.value);
  }
  if (recipient_name(recipient) != sent.name && !sent.name.empty()) {
    recipient.properties.set(tag::display_name, sent.name);
  }
  return recipient;
}

}  // namespace

std::string_view to_text(RecipientType type) {
  const auto number = static_cast<std::size_t>(type);
  return number < kTypes.size() ? kTypes[number] : kTypes[1];
}

std::optional<RecipientType> parse_recipient_type(std::string_view text) {
  const auto* const found = std::find(kTypes.begin(), kTypes.end(), text);
  if (found == kTypes.end()) return std::nullopt;
  return static_cast<RecipientType>(found - kTypes.begin());
}

Result<std::vector<SentRecipient>> read_recipients(const JsonPlace& sent, PropertyNaming& naming) {
  TRY_SET(const auto items, sent.items(kMaxRecipients));
  std::vector<SentRecipient> recipients;
  recipients.reserve(items.size());
  for (const JsonPlace& item : items) {
    TRY_SET(SentRecipient recipient, read_recipient(item, naming));
    recipients.push_back(std::move(recipient));
  }
  return recipients;
}

std::vector<Recipient> put_in_place(const std::vector<SentRecipient>& sent,
                                    const std::vector<Recipient>& before) {
  std::multimap<std::string, const Recipient*> left;
  for (const Recipient& there : before) {
    left.emplace(identity(recipient_type(there), recipient_name(there), recipient_address(there)), &there);
  }
  std::vector<Recipient> recipients;
  recipients.reserve(sent.size());
  for (const SentRecipient& one : sent) {
    const auto there = left.find(identity(one.type, one.name, one.address));
    recipients.push_back(merged(one, there == left.end() ? nullptr : there->second));
    if (there != left.end()) left.erase(there);
  }
  return recipients;
}

}  // namespace postroom::server
