// What of a message must survive being written as mail and parsed again.
#pragma once

#include <postroom/mail.h>
#include <postroom/tags.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/try.h"

namespace postroom {

// Text with LF line ends: mail carries line ends, not which ones.
inline std::string with_lf(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n' && result.ends_with('\r')) result.pop_back();
    result += c;
  }
  return result;
}

// The bytes of a property as text; empty without one.
inline std::string bytes_of(const PropertySet& properties, PropertyTag tag, LargeValues& large) {
  const Property* property = properties.find_id(tag.id());
  if (!property) return {};
  auto bytes = load(property->value, large, std::uint64_t{1} << 30);
  return bytes.ok() ? std::string(as_text(*bytes)) : "unreadable: " + describe(bytes.error());
}

// A line for each thing that counts, so that a difference shows itself.
inline std::string outline_of(const MessageContent& content, LargeValues& large,
                              const std::string& indent = {}) {
  std::string subject = bytes_of(content.properties, tag::subject, large);
  std::replace(subject.begin(), subject.end(), '\t', ' ');  // headers are folded at blanks
  std::string text = indent + "subject: " + subject + "\n";
  for (const Recipient& recipient : content.recipients) {
    text += indent + "recipient " + std::to_string(static_cast<int>(recipient_type(recipient))) + ": " +
            recipient_name(recipient) + " <" + recipient_address(recipient) + ">\n";
  }
  text += indent + "body: " + with_lf(bytes_of(content.properties, tag::body, large)) + "\n";
  text += indent + "html: " + with_lf(bytes_of(content.properties, tag::html, large)) + "\n";
  // What the HTML shows is written before other attachments.
  std::vector<std::string> attachments;
  for (const Attachment& attachment : content.attachments) {
    const PropertySet& p = attachment.properties;
    const std::string type = bytes_of(p, tag::attach_mime_tag, large);
    const std::string data = bytes_of(p, tag::attach_data_bin, large);
    std::string lines = indent + "attachment " + bytes_of(p, tag::attach_long_filename, large) + " " + type +
                        " " + bytes_of(p, tag::attach_content_id, large) + ": " +
                        (type == "multipart/signed" ? with_lf(data) : data) + "\n";
    if (attachment.embedded) lines += outline_of(*attachment.embedded, large, indent + "  ");
    attachments.push_back(std::move(lines));
  }
  std::sort(attachments.begin(), attachments.end());
  for (const std::string& lines : attachments) text += lines;
  return text;
}

}  // namespace postroom
