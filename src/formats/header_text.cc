#include "formats/header_text.h"

#include <postroom/text.h>

#include <algorithm>

#include "formats/charset_decoder.h"
#include "formats/gmime_library.h"
#include "formats/kept_headers.h"
#include "formats/mail_address.h"
#include "formats/mail_tags.h"
#include "formats/one_off.h"

namespace postroom {
namespace {

struct ReleaseString {
  void operator()(GString* text) const { g_string_free(text, TRUE); }
};
using GStringPtr = std::unique_ptr<GString, ReleaseString>;

// Without characters that would end a header early.
std::string one_line(std::string_view text) {
  std::string line = is_valid_utf8(text) ? std::string(text) : repair_utf8(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<std::uint8_t>(c) < 32 || c == 127; }, ' ');
  return line;
}

// Without characters that would make two addresses of it.
std::string one_address(std::string_view text) {
  std::string address = one_line(text);
  const std::string_view unsafe = address.starts_with('"') ? "<>" : "<>,;() \"";
  std::erase_if(address, [&](char c) { return unsafe.find(c) != std::string_view::npos; });
  return address;
}

std::string text_property(const PropertySet& properties, PropertyTag tag) {
  const auto* text = properties.get<std::string>(tag);
  return text ? one_line(*text) : std::string();
}

// Collects header lines.
class HeaderText {
 public:
  // Unstructured text, message ids, parameters: GMime knows by the name how to encode and fold.
  void add(const char* name, const std::string& value) {
    if (value.empty()) return;
    const GObjectPtr<GMimeHeaderList> list(g_mime_header_list_new(parser_options()));
    g_mime_header_list_append(list.get(), name, value.c_str(), "utf-8");
    const GText line(g_mime_header_list_to_string(list.get(), nullptr));
    text_ += line.get();
  }

  void add_addresses(std::string_view name, const std::vector<MailAddress>& addresses) {
    const GObjectPtr<InternetAddressList> list(internet_address_list_new());
    for (const MailAddress& who : addresses) {
      const std::string address = one_address(who.address);
      const std::string shown = who.name == who.address ? std::string() : one_line(who.name);
      if (address.empty() && shown.empty()) continue;
      const GObjectPtr<InternetAddress> mailbox(
          internet_address_mailbox_new(shown.empty() ? nullptr : shown.c_str(), address.c_str()));
      internet_address_set_charset(mailbox.get(), "utf-8");
      internet_address_list_add(list.get(), mailbox.get());
    }
    if (internet_address_list_length(list.get()) == 0) return;
    const GStringPtr line(g_string_new((std::string(name) + ": ").c_str()));
    internet_address_list_encode(list.get(), nullptr, line.get());
    add_line(std::string_view(line->str, line->len));
  }

  void add_line(std::string_view line) {
    text_ += line;
    if (!text_.ends_with('\n')) text_ += '\n';
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

MailAddress address_of(const PropertySet& properties, PropertyTag name, PropertyTag address) {
  return {properties.get_or<std::string>(name, {}), properties.get_or<std::string>(address, {})};
}

void add_people(const MessageContent& content, HeaderText& headers) {
  const PropertySet& p = content.properties;
  const MailAddress sender = address_of(p, tag::sender_name, tag::sender_email_address);
  MailAddress from = address_of(p, tag::sent_representing_name, tag::sent_representing_email_address);
  if (from.is_empty()) from = sender;
  headers.add_addresses("From", {from});
  if (sender != from) headers.add_addresses("Sender", {sender});
  if (const auto* entries = p.get<Bytes>(tag::reply_recipient_entries)) {
    headers.add_addresses("Reply-To", decode_address_list(*entries));
  }
  const std::pair<const char*, RecipientType> kinds[] = {
      {"To", RecipientType::to}, {"Cc", RecipientType::cc}, {"Bcc", RecipientType::bcc}};
  for (const auto& [name, type] : kinds) {
    std::vector<MailAddress> addresses;
    for (const Recipient& recipient : content.recipients) {
      if (recipient_type(recipient) != type) continue;
      addresses.push_back({recipient_name(recipient), recipient_address(recipient)});
    }
    headers.add_addresses(name, addresses);
  }
  if (p.get_or<bool>(tag::read_receipt_requested, false))
    headers.add_addresses("Disposition-Notification-To", {from});
}

void add_date(const PropertySet& properties, HeaderText& headers) {
  const auto* sent = properties.get<FileTime>(tag::client_submit_time);
  if (!sent) return;
  GDateTime* moment = g_date_time_new_from_unix_utc(to_unix_seconds(*sent));
  if (!moment) return;
  const GText text(g_mime_utils_header_format_date(moment));
  g_date_time_unref(moment);
  headers.add_line("Date: " + std::string(text.get()));
}

// The word for a number from `lowest` on.
template <std::size_t count>
void add_word(const char* name, const std::int32_t* number, std::int32_t lowest,
              const std::array<const char*, count>& words, HeaderText& headers) {
  if (!number || *number < lowest || *number >= lowest + static_cast<std::int32_t>(count)) return;
  headers.add(name, words[static_cast<std::size_t>(*number - lowest)]);
}

void add_thread(const PropertySet& properties, HeaderText& headers) {
  headers.add("Thread-Topic", text_property(properties, tag::conversation_topic));
  if (const auto* index = properties.get<Bytes>(tag::conversation_index)) {
    const GText text(g_base64_encode(index->data(), index->size()));
    headers.add_line("Thread-Index: " + std::string(text.get()));
  }
}

void add_keywords(const std::vector<NamedValue>& named, HeaderText& headers) {
  for (const NamedValue& value : named) {
    const auto* words = std::get_if<std::vector<std::string>>(&value.value);
    if (value.name != PropertyName{kPsPublicStrings, "Keywords"} || !words) continue;
    std::string line;
    for (const std::string& word : *words) line += (line.empty() ? "" : ", ") + one_line(word);
    headers.add("Keywords", line);
  }
}

}  // namespace

std::string make_headers(const MessageContent& content, const std::vector<NamedValue>& named,
                         std::string_view kept_headers) {
  const PropertySet& p = content.properties;
  HeaderText headers;
  for (const KeptHeader& kept : kept_from(kept_headers)) {
    if (is_ascii(kept.line))
      headers.add_line(kept.line);
    else
      headers.add(std::string(kept.name).c_str(), one_line(kept.line.substr(kept.name.size() + 1)));
  }
  add_people(content, headers);
  headers.add("Subject", text_property(p, tag::subject));
  add_date(p, headers);
  headers.add("Message-ID", text_property(p, tag::internet_message_id));
  headers.add("In-Reply-To", text_property(p, tag::in_reply_to_id));
  headers.add("References", text_property(p, tag::internet_references));
  add_word<3>("Importance", p.get<std::int32_t>(tag::importance), 0, {"low", "normal", "high"}, headers);
  add_word<3>("Priority", p.get<std::int32_t>(tag::priority), -1, {"non-urgent", "normal", "urgent"},
              headers);
  add_word<3>("Sensitivity", p.get<std::int32_t>(tag::sensitivity), 1,
              {"Personal", "Private", "Company-Confidential"}, headers);
  add_thread(p, headers);
  add_keywords(named, headers);
  return headers.take();
}

std::string make_part_headers(const PartHeaders& part) {
  HeaderText headers;
  const std::size_t slash = part.mime_tag.find('/');
  const GObjectPtr<GMimeContentType> type(g_mime_content_type_new(part.mime_tag.substr(0, slash).c_str(),
                                                                  part.mime_tag.substr(slash + 1).c_str()));
  const auto set_parameter = [&](const char* name, const std::string& value) {
    if (!value.empty()) g_mime_content_type_set_parameter(type.get(), name, one_line(value).c_str());
  };
  set_parameter("charset", part.charset);
  set_parameter("report-type", part.report_type);
  set_parameter("boundary", part.boundary);
  const GText type_text(g_mime_content_type_encode(type.get(), nullptr));
  headers.add_line("Content-Type:" + std::string(type_text.get()));
  if (!part.disposition.empty()) {
    const GObjectPtr<GMimeContentDisposition> disposition(g_mime_content_disposition_new());
    g_mime_content_disposition_set_disposition(disposition.get(), part.disposition.c_str());
    if (!part.file_name.empty()) {
      g_mime_content_disposition_set_parameter(disposition.get(), "filename",
                                               one_line(part.file_name).c_str());
    }
    const GText text(g_mime_content_disposition_encode(disposition.get(), nullptr));
    headers.add_line("Content-Disposition:" + std::string(text.get()));
  }
  if (!part.content_id.empty()) headers.add_line("Content-ID: <" + one_address(part.content_id) + ">");
  headers.add("Content-Location", one_line(part.content_location));
  headers.add("Content-Transfer-Encoding", part.encoding);
  headers.add_line("\n");
  return headers.take();
}

}  // namespace postroom
