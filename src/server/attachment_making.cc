#include "server/attachment_making.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>
#include <limits>

#include "base/try.h"

namespace postroom::server {
namespace {

constexpr std::int32_t kShownInHtml = 4;  // PR_ATTACH_FLAGS: ATT_MHTML_REF
constexpr std::string_view kTypeCharacters =
    "abcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-/";  // RFC 6838, 4.2

std::string one_line(const std::string& text) {
  std::string line(truncate_utf8(repair_utf8(text), kMaxAttachmentText));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, ' ');
  return line;
}

std::string media_type(const std::string& text) {
  const std::string lower = to_lower_ascii(one_line(text));
  const std::string type = lower.substr(0, lower.find_first_of("; "));
  const std::size_t slash = type.find('/');
  const bool is_type = slash != type.npos && slash > 0 && slash + 1 < type.size() &&
                       type.rfind('/') == slash && type.find_first_not_of(kTypeCharacters) == type.npos;
  return is_type ? type : "application/octet-stream";
}

std::string extension_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? std::string() : name.substr(dot);
}

}  // namespace

Result<Attachment> make_attachment(Store& store, const AttachmentDescription& description,
                                   RandomAccess& bytes) {
  Attachment attachment;
  PropertySet& properties = attachment.properties;
  const auto set_text = [&](PropertyTag tag, std::string text) {
    if (!text.empty()) properties.set(tag, std::move(text));
  };
  const std::string name = one_line(description.name);
  RangeSource source(bytes);
  TRY_SET(Value data, make_value(tag::attach_data_bin, source, store.large_values()));
  properties.set(tag::attach_size, static_cast<std::int32_t>(std::min<std::uint64_t>(
                                       bytes.size(), std::numeric_limits<std::int32_t>::max())));
  properties.set(tag::attach_data_bin, std::move(data));
  properties.set(tag::attach_method, attach_method::by_value);
  properties.set(tag::attach_mime_tag, media_type(description.media_type));
  set_text(tag::attach_long_filename, name);
  set_text(tag::attach_extension, extension_of(name));
  set_text(tag::attach_content_id, one_line(description.content_id));
  if (description.is_inline) {
    properties.set(tag::attach_flags, kShownInHtml);
    properties.set(tag::attachment_hidden, true);
  }
  return attachment;
}

}  // namespace postroom::server
