#include "cli/message_page.h"

#include <postroom/tags.h>

#include <fmt/format.h>

#include "cli/display_width.h"
#include "cli/json.h"
#include "cli/message_text.h"
#include "cli/property_table.h"
#include "cli/safe_text.h"
#include "cli/styled_text.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

constexpr int kLabelWidth = 13;

FileTime date_of(const PropertySet& properties) {
  for (const PropertyTag date : {tag::message_delivery_time, tag::client_submit_time, tag::creation_time}) {
    if (const auto* time = properties.get<FileTime>(date)) return *time;
  }
  return {};
}

std::string where(const MessagePage& page) {
  std::string text = fmt::format("{}, version {}", page.id.value, page.version.value);
  if (!page.folder.empty())
    text = fmt::format("{} in {}, version {}", page.id.value, page.folder, page.version.value);
  const auto modifier = page.properties.get_or<std::string>(tag::last_modifier_name, {});
  const auto modified = page.properties.get_or(tag::last_modification_time, FileTime{});
  if (!modifier.empty()) text += " by " + modifier;
  if (modified.ticks != 0) text += " on " + time_text(modified);
  return text;
}

void add_recipients(Json& json, const char* name, const MessageContent& content, RecipientType type) {
  json.key(name).begin_array();
  for (const Recipient& recipient : content.recipients) {
    if (recipient_type(recipient) == type) json.value(recipient_text(recipient));
  }
  json.end_array();
}

void add_attachments(Json& json, const MessageContent& content) {
  json.key("attachments").begin_array();
  for (const Attachment& attachment : content.attachments) {
    json.begin_object().member("number", std::int64_t{attachment.number});
    json.member("name", attachment_name(attachment.properties));
    json.member("type", attachment.properties.get_or<std::string>(tag::attach_mime_tag, {}));
    json.member("size", static_cast<std::int64_t>(attachment_bytes(attachment.properties))).end_object();
  }
  json.end_array();
}

}  // namespace

std::string message_page(const MessagePage& page, Look look) {
  std::string text;
  const auto line = [&](const std::string& name, const std::string& value) {
    if (value.empty()) return;
    text += paint(pad(name + ":", kLabelWidth), Style::dim, look.colour) + safe_line(value) + "\n";
  };
  line("From", sender_text(page.content.properties));
  line("To", recipients_text(page.content, RecipientType::to));
  line("Cc", recipients_text(page.content, RecipientType::cc));
  line("Bcc", recipients_text(page.content, RecipientType::bcc));
  line("Date", time_text(date_of(page.properties)));
  const std::string subject = subject_text(page.content.properties);
  text += paint(pad("Subject:", kLabelWidth), Style::dim, look.colour) +
          paint(safe_line(subject), Style::strong, look.colour) + "\n";
  for (const Attachment& attachment : page.content.attachments) {
    line("Attachment", fmt::format("#{} {}", attachment.number, attachment_text(attachment.properties)));
  }
  line("Message", where(page));
  text += "\n" + safe_text(page.body);
  if (text.back() != '\n') text += '\n';
  return text;
}

std::string message_page_json(const MessagePage& page, const Texts& texts, bool with_properties) {
  const PropertySet& properties = page.properties;
  Json json;
  json.begin_object().member("id", page.id.value).member("subject", subject_text(page.content.properties));
  json.member("version", page.version.value).member("folder", page.folder);
  json.member("class", properties.get_or<std::string>(tag::message_class, {}))
      .member("date", date_of(properties));
  json.member("from", sender_text(page.content.properties));
  add_recipients(json, "to", page.content, RecipientType::to);
  add_recipients(json, "cc", page.content, RecipientType::cc);
  add_recipients(json, "bcc", page.content, RecipientType::bcc);
  json.member("flags", properties.get_or(tag::message_flags, std::int32_t{0}));
  add_attachments(json, page.content);
  json.member("body", page.body);
  if (with_properties) add_properties(json.key("properties"), properties, texts);
  return json.end_object().line();
}

}  // namespace postroom::cli
