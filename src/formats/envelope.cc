#include "formats/envelope.h"

#include <postroom/text.h>

#include <algorithm>
#include <charconv>

#include "formats/mail_address.h"
#include "formats/mail_date.h"
#include "formats/mail_tags.h"
#include "formats/one_off.h"

namespace postroom {
namespace {

constexpr std::size_t kMaxKeywords = 256;
constexpr std::size_t kMaxReplyAddresses = 64;
constexpr std::size_t kMaxThreadIndex = 4096;  // bytes, decoded

using Reader = void (*)(Envelope&, GMimeHeader*, MailWarnings&);
enum class Stands { once, often };
struct KnownHeader {
  std::string_view name;  // in lower case
  Stands stands;          // how often RFC 5322 allows it
  Reader read;
};

// The text cut to what may stay in the message; the whole header is in PR_TRANSPORT_MESSAGE_HEADERS.
std::string fitting(std::string text, const char* header, MailWarnings& warnings) {
  if (text.size() <= kInlineLimit) return text;
  warnings.add(std::string("The header ") + header + " is very long; its property holds only the beginning.");
  return std::string(truncate_utf8(text, kInlineLimit));
}

std::string decoded(GMimeHeader* header, MailWarnings& warnings) {
  return fitting(text_of(g_mime_header_get_value(header)), g_mime_header_get_name(header), warnings);
}

bool begins_with(std::string_view text, std::string_view beginning) {
  return equals_ignoring_ascii_case(text.substr(0, beginning.size()), beginning);
}

Bytes decode_base64(std::string_view text) {
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_BASE64);
  Bytes bytes(g_mime_encoding_outlen(&state, text.size()));
  bytes.resize(g_mime_encoding_step(&state, text.data(), text.size(), reinterpret_cast<char*>(bytes.data())));
  return bytes;
}

void read_x_priority(Envelope& envelope, std::string_view value) {
  if (envelope.importance || value.empty()) return;
  if (value[0] == '1' || value[0] == '2')
    envelope.importance = 2;
  else if (value[0] == '4' || value[0] == '5')
    envelope.importance = 0;
  else if (value[0] == '3')
    envelope.importance = 1;
}

void read_keywords(Envelope& envelope, std::string_view value) {
  while (!value.empty() && envelope.keywords.size() < kMaxKeywords) {
    const std::size_t comma = std::min(value.find(','), value.size());
    std::string word = text_of(std::string(value.substr(0, comma)).c_str());
    if (!word.empty()) envelope.keywords.push_back(std::move(word));
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

void read_status(MailMarks& marks, std::string_view value) {
  marks.read = value.find('R') != std::string_view::npos;
}

void read_x_status(MailMarks& marks, std::string_view value) {
  marks.answered |= value.find('A') != std::string_view::npos;
  marks.flagged |= value.find('F') != std::string_view::npos;
  marks.draft |= value.find('T') != std::string_view::npos;
  marks.deleted |= value.find('D') != std::string_view::npos;
}

// Thunderbird's bits: 1 read, 2 replied, 4 marked, 8 expunged.
void read_mozilla_status(MailMarks& marks, std::string_view value) {
  unsigned bits = 0;
  if (std::from_chars(value.data(), value.data() + value.size(), bits, 16).ec != std::errc{}) return;
  marks.read = (bits & 1) != 0;
  marks.answered |= (bits & 2) != 0;
  marks.flagged |= (bits & 4) != 0;
  marks.deleted |= (bits & 8) != 0;
}

std::int32_t level(std::string_view value, std::int32_t normal, std::string_view high, std::string_view low) {
  return begins_with(value, high) ? normal + 1 : begins_with(value, low) ? normal - 1 : normal;
}

std::optional<std::int32_t> sensitivity_of(std::string_view value) {
  if (begins_with(value, "personal")) return 1;
  if (begins_with(value, "private")) return 2;
  if (begins_with(value, "company-confidential")) return 3;
  return std::nullopt;
}

#define READS(statement) [](Envelope& e, GMimeHeader* h, [[maybe_unused]] MailWarnings& w) { statement; }
// Headers that mean something beyond being kept. GMime finds addresses, subject and date by itself.
constexpr KnownHeader kKnownHeaders[] = {
    {"bcc", Stands::once, nullptr},
    {"cc", Stands::once, nullptr},
    {"date", Stands::once, nullptr},
    {"disposition-notification-to", Stands::often,
     READS(e.read_receipt = !text_of(g_mime_header_get_raw_value(h)).empty())},
    {"from", Stands::once, nullptr},
    {"importance", Stands::often, READS(e.importance = level(decoded(h, w), 1, "high", "low"))},
    {"in-reply-to", Stands::once, READS(e.in_reply_to = decoded(h, w))},
    {"keywords", Stands::often, READS(read_keywords(e, decoded(h, w)))},
    {"message-id", Stands::once, READS(e.message_id = decoded(h, w))},
    {"priority", Stands::often, READS(e.priority = level(decoded(h, w), 0, "urgent", "non-urgent"))},
    {"received", Stands::often,
     READS(if (!e.received) e.received = parse_received_date(g_mime_header_get_raw_value(h)))},
    {"references", Stands::once, READS(e.references = decoded(h, w))},
    {"reply-to", Stands::once, nullptr},
    {"sender", Stands::once, nullptr},
    {"sensitivity", Stands::often, READS(e.sensitivity = sensitivity_of(decoded(h, w)))},
    {"status", Stands::often, READS(read_status(e.marks, decoded(h, w)))},
    {"subject", Stands::once, nullptr},
    {"thread-index", Stands::often,
     READS(e.thread_index = decode_base64(decoded(h, w).substr(0, kMaxThreadIndex)))},
    {"thread-topic", Stands::often, READS(e.topic = decoded(h, w))},
    {"to", Stands::once, nullptr},
    {"x-mozilla-status", Stands::often, READS(read_mozilla_status(e.marks, decoded(h, w)))},
    {"x-priority", Stands::often, READS(read_x_priority(e, decoded(h, w)))},
    {"x-status", Stands::often, READS(read_x_status(e.marks, decoded(h, w)))},
};
#undef READS

const KnownHeader* find_known(const char* name) {
  for (const KnownHeader& known : kKnownHeaders) {
    if ((name[0] | 0x20) == known.name[0] && equals_ignoring_ascii_case(name, known.name)) return &known;
  }
  return nullptr;
}

void set_address(PropertySet& properties, const MailAddress& who, PropertyTag name, PropertyTag type,
                 PropertyTag address) {
  if (who.is_empty()) return;
  properties.set(name, who.name.empty() ? who.address : who.name);
  properties.set(type, std::string("SMTP"));
  properties.set(address, who.address);
}

std::string joined_names(const std::vector<MailAddress>& addresses) {
  std::string names;
  for (const MailAddress& who : addresses) {
    if (!names.empty()) names += "; ";
    names += who.name.empty() ? who.address : who.name;
  }
  return names;
}

// As many as fit into a value that stays in the message.
void set_reply_addresses(std::vector<MailAddress>& addresses, PropertySet& properties) {
  if (addresses.empty()) return;
  Bytes entries = encode_address_list(addresses);
  while (entries.size() > kInlineLimit) {
    addresses.pop_back();
    entries = encode_address_list(addresses);
  }
  properties.set(tag::reply_recipient_entries, std::move(entries));
  properties.set(tag::reply_recipient_names, joined_names(addresses));
}

}  // namespace

Envelope read_envelope(GMimeMessage* message, MailWarnings& warnings) {
  Envelope envelope;
  GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  const int count = g_mime_header_list_get_count(headers);
  std::uint32_t seen = 0;  // a bit for each of kKnownHeaders
  for (int i = 0; i < count; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    const KnownHeader* known = find_known(g_mime_header_get_name(header));
    if (!known) continue;
    if (known->read) known->read(envelope, header, warnings);
    const auto bit = std::uint32_t{1} << (known - kKnownHeaders);
    if (known->stands == Stands::once && (seen & bit) != 0) {
      warnings.add("The header " + std::string(known->name) + " stands more than once.");
    }
    seen |= bit;
  }
  const char* subject = g_mime_message_get_subject(message);
  envelope.has_subject = subject != nullptr;
  envelope.subject = fitting(text_of(subject), "Subject", warnings);
  envelope.from = first_address(g_mime_message_get_from(message));
  envelope.sender = first_address(g_mime_message_get_sender(message));
  envelope.reply_to = all_addresses(g_mime_message_get_reply_to(message), kMaxReplyAddresses);
  envelope.sent = file_time_of(g_mime_message_get_date(message));
  return envelope;
}

void set_leading_properties(Envelope& envelope, PropertySet& properties) {
  const MailAddress& from = envelope.from.is_empty() ? envelope.sender : envelope.from;
  const MailAddress& sender = envelope.sender.is_empty() ? envelope.from : envelope.sender;
  if (envelope.importance) properties.set(tag::importance, *envelope.importance);
  properties.set(tag::message_class, std::move(envelope.message_class));
  if (envelope.priority) properties.set(tag::priority, *envelope.priority);
  if (envelope.read_receipt) properties.set(tag::read_receipt_requested, true);
  if (envelope.sensitivity) properties.set(tag::sensitivity, *envelope.sensitivity);
  if (envelope.has_subject) properties.set(tag::subject, std::move(envelope.subject));
  if (envelope.sent) properties.set(tag::client_submit_time, *envelope.sent);
  set_reply_addresses(envelope.reply_to, properties);
  set_address(properties, from, tag::sent_representing_name, tag::sent_representing_addrtype,
              tag::sent_representing_email_address);
  if (!envelope.topic.empty()) properties.set(tag::conversation_topic, std::move(envelope.topic));
  if (!envelope.thread_index.empty())
    properties.set(tag::conversation_index, std::move(envelope.thread_index));
  if (envelope.headers) properties.set(tag::transport_message_headers, std::move(*envelope.headers));
  set_address(properties, sender, tag::sender_name, tag::sender_addrtype, tag::sender_email_address);
  if (envelope.delivered) properties.set(tag::message_delivery_time, *envelope.delivered);
}

void set_trailing_properties(Envelope& envelope, PropertySet& properties) {
  if (!envelope.message_id.empty()) properties.set(tag::internet_message_id, std::move(envelope.message_id));
  if (!envelope.references.empty()) properties.set(tag::internet_references, std::move(envelope.references));
  if (!envelope.in_reply_to.empty()) properties.set(tag::in_reply_to_id, std::move(envelope.in_reply_to));
}

}  // namespace postroom
