#include "cli/message_text.h"

#include <postroom/html_text.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <fmt/format.h>

#include "cli/time_text.h"

namespace postroom::cli {
namespace {

std::string without_carriage_returns(std::string text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    result += text[i] == '\r' ? '\n' : text[i];
  }
  return result;
}

std::string loaded(const Value& value, LargeValues& large) {
  auto bytes = load(value, large, kMaxShownText);
  if (!bytes) return "(The text cannot be shown: " + bytes.error().message + ")";
  return std::string(as_text(*bytes));
}

std::string name_and_address(const std::string& name, const std::string& address) {
  if (address.empty()) return name;
  if (name.empty() || name == address) return address;
  if (name.find_first_of(",;<>\"") == std::string::npos) return fmt::format("{} <{}>", name, address);
  std::string quoted;
  for (char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return fmt::format("\"{}\" <{}>", quoted, address);
}

}  // namespace

std::string body_text(const PropertySet& properties, LargeValues& large) {
  if (const Property* plain = properties.find_id(tag::body.id())) {
    return without_carriage_returns(loaded(plain->value, large));
  }
  if (const Property* html = properties.find_id(tag::html.id())) {
    return html_to_text(repair_utf8(loaded(html->value, large)));
  }
  return "";
}

std::string recipient_text(const Recipient& recipient) {
  return name_and_address(recipient_name(recipient), recipient_address(recipient));
}

std::string recipients_text(const MessageContent& content, RecipientType type) {
  std::string text;
  for (const Recipient& recipient : content.recipients) {
    if (recipient_type(recipient) == type) text += (text.empty() ? "" : "; ") + recipient_text(recipient);
  }
  return text;
}

std::string attachment_name(const PropertySet& properties) {
  for (const PropertyTag name : {tag::attach_long_filename, tag::attach_filename, tag::display_name}) {
    const auto* text = properties.get<std::string>(name);
    if (text && !text->empty()) return *text;
  }
  return "unnamed";
}

std::uint64_t attachment_bytes(const PropertySet& properties) {
  const Property* data = properties.find_id(tag::attach_data_bin.id());
  if (!data) return 0;
  if (const auto* large = std::get_if<LargeValue>(&data->value)) return large->size;
  const auto* bytes = std::get_if<Bytes>(&data->value);
  return bytes ? bytes->size() : 0;
}

std::string attachment_text(const PropertySet& properties) {
  const std::string type = properties.get_or<std::string>(tag::attach_mime_tag, {});
  if (properties.get_or(tag::attach_method, std::int32_t{0}) == attach_method::embedded_message) {
    return attachment_name(properties) + " (a message)";
  }
  return fmt::format("{} ({}{}{})", attachment_name(properties), size_text(attachment_bytes(properties)),
                     type.empty() ? "" : ", ", type);
}

std::string sender_text(const PropertySet& properties) {
  const auto text = [&](PropertyTag tag) { return properties.get_or<std::string>(tag, {}); };
  const std::string from =
      name_and_address(text(tag::sent_representing_name), text(tag::sent_representing_email_address));
  return from.empty() ? name_and_address(text(tag::sender_name), text(tag::sender_email_address)) : from;
}

std::string subject_text(const PropertySet& properties) {
  if (const auto* subject = properties.get<std::string>(tag::subject)) return *subject;
  return properties.get_or<std::string>(tag::subject_prefix, {}) +
         properties.get_or<std::string>(tag::normalized_subject, {});
}

}  // namespace postroom::cli
