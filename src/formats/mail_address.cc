#include "formats/mail_address.h"

#include <postroom/text.h>

namespace postroom {
namespace {

constexpr std::size_t kMaxAddressText = 1024;  // bytes of one name or address
constexpr int kMaxGroupNesting = 8;

std::string short_text(const char* text) {
  std::string whole = text_of(text);
  return whole.size() <= kMaxAddressText ? whole : std::string(truncate_utf8(whole, kMaxAddressText));
}

// Calls visit(name, address) until it returns false.
template <class Visit>
bool visit_addresses(InternetAddressList* list, const Visit& visit, int nesting = 0) {
  const int count = list ? internet_address_list_length(list) : 0;
  for (int i = 0; i < count; ++i) {
    InternetAddress* entry = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(entry)) {
      InternetAddressList* members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(entry));
      if (nesting < kMaxGroupNesting && !visit_addresses(members, visit, nesting + 1)) return false;
      continue;
    }
    MailAddress who{short_text(internet_address_get_name(entry)),
                    short_text(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry)))};
    if (!who.is_empty() && !visit(std::move(who))) return false;
  }
  return true;
}

}  // namespace

MailAddress first_address(InternetAddressList* list) {
  MailAddress first;
  visit_addresses(list, [&](MailAddress who) {
    first = std::move(who);
    return false;
  });
  return first;
}

std::vector<MailAddress> all_addresses(InternetAddressList* list, std::size_t limit) {
  std::vector<MailAddress> all;
  visit_addresses(list, [&](MailAddress who) {
    all.push_back(std::move(who));
    return all.size() < limit;
  });
  return all;
}

std::vector<Recipient> read_recipients(GMimeMessage* message, MailWarnings& warnings) {
  const struct {
    RecipientType type;
    InternetAddressList* list;
  } kinds[] = {{RecipientType::to, g_mime_message_get_to(message)},
               {RecipientType::cc, g_mime_message_get_cc(message)},
               {RecipientType::bcc, g_mime_message_get_bcc(message)}};
  std::vector<Recipient> recipients;
  std::size_t bytes = 0;
  for (const auto& kind : kinds) {
    visit_addresses(kind.list, [&](MailAddress who) {
      bytes += who.name.size() + 2 * who.address.size();
      if (recipients.size() == kMaxRecipients || bytes > kMaxRecipientBytes) {
        warnings.add(
            "There are more recipients than a message can hold; the rest stand only in the headers.");
        return false;
      }
      recipients.push_back(make_recipient(kind.type, std::move(who.name), std::move(who.address)));
      recipients.back().row = static_cast<std::uint32_t>(recipients.size() - 1);
      return true;
    });
  }
  return recipients;
}

}  // namespace postroom
