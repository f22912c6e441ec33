#include "formats/attachment_properties.h"

#include <postroom/text.h>

#include <algorithm>
#include <limits>

#include "formats/mail_tags.h"

namespace postroom {
namespace {

constexpr std::size_t kMaxDescription = 1024;  // bytes of a file name, an id, a location
constexpr std::int32_t kNotRendered = -1;      // PR_RENDERING_POSITION

// One line.
std::string short_text(const char* text) {
  std::string line(truncate_utf8(text_of(text), kMaxDescription));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<std::uint8_t>(c) < 32 || c == 127; }, ' ');
  return line;
}

std::string extension_of(const std::string& file_name) {
  const std::size_t dot = file_name.rfind('.');
  return dot == std::string::npos || dot == 0 ? std::string() : file_name.substr(dot);
}

void set_text(PropertySet& properties, PropertyTag tag, const std::string& text) {
  if (!text.empty()) properties.set(tag, text);
}

}  // namespace

PartDescription describe_part(GMimePart* part, bool shown_in_html) {
  GMimeObject* object = GMIME_OBJECT(part);
  GMimeContentType* type = g_mime_object_get_content_type(object);
  PartDescription description;
  description.mime_tag = to_lower_ascii(short_text(g_mime_content_type_get_media_type(type)) + "/" +
                                        short_text(g_mime_content_type_get_media_subtype(type)));
  description.file_name = short_text(g_mime_part_get_filename(part));
  description.content_id = short_text(g_mime_part_get_content_id(part));
  description.content_location = short_text(g_mime_part_get_content_location(part));
  if (g_mime_content_type_is_type(type, "text", "*")) {
    description.charset = short_text(g_mime_content_type_get_parameter(type, "charset"));
  }
  description.shown_in_html = shown_in_html;
  const char* disposition = g_mime_object_get_disposition(object);
  const bool offered = disposition && equals_ignoring_ascii_case(disposition, GMIME_DISPOSITION_ATTACHMENT);
  description.hidden = shown_in_html && !offered && !description.content_id.empty();
  return description;
}

Attachment make_data_attachment(const PartDescription& part, Value data, std::uint64_t size) {
  Attachment attachment;
  PropertySet& properties = attachment.properties;
  properties.set(tag::attach_size, static_cast<std::int32_t>(std::min<std::uint64_t>(
                                       size, std::numeric_limits<std::int32_t>::max())));
  properties.set(tag::attach_data_bin, std::move(data));
  set_text(properties, tag::attach_extension, extension_of(part.file_name));
  properties.set(tag::attach_method, attach_method::by_value);
  set_text(properties, tag::attach_long_filename, part.file_name);
  properties.set(tag::rendering_position, kNotRendered);
  properties.set(tag::attach_mime_tag, part.mime_tag);
  set_text(properties, tag::attach_content_id, part.content_id);
  set_text(properties, tag::attach_content_location, part.content_location);
  if (part.shown_in_html) properties.set(tag::attach_flags, kAttachedInHtml);
  set_text(properties, tag::text_attachment_charset, part.charset);
  if (part.hidden) properties.set(tag::attachment_hidden, true);
  return attachment;
}

Attachment make_embedded(std::shared_ptr<const MessageContent> message) {
  Attachment attachment;
  const auto* subject = message->properties.get<std::string>(tag::subject);
  set_text(attachment.properties, tag::display_name, subject ? *subject : std::string());
  attachment.properties.set(tag::attach_method, attach_method::embedded_message);
  attachment.properties.set(tag::rendering_position, kNotRendered);
  attachment.properties.set(tag::attach_mime_tag, std::string("message/rfc822"));
  attachment.embedded = std::move(message);
  return attachment;
}

}  // namespace postroom
