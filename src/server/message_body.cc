#include "server/message_body.h"

#include <postroom/html_text.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include "base/try.h"
#include "formats/charset_decoder.h"
#include "formats/code_pages.h"

namespace postroom::server {
namespace {

std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain += '\n';
    }
  }
  return plain;
}

// In the code page that PR_INTERNET_CPID says, else taken for UTF-8.
std::string html_in_utf8(const PropertySet& properties, std::string_view bytes) {
  const std::int32_t code_page = properties.get_or(tag::internet_cpid, std::int32_t{kUtf8CodePage});
  auto decoder = CharsetDecoder::open(std::string(charset_of(code_page)));
  if (!decoder) return repair_utf8(bytes);
  std::string text;
  decoder->feed(bytes, text);
  decoder->finish(text);
  return text;
}

}  // namespace

Result<ShownBody> shown_body(const PropertySet& properties, LargeValues& large) {
  ShownBody shown;
  if (const Property* html = properties.find_id(tag::html.id())) {
    TRY_SET(const Bytes bytes, load(html->value, large, kMaxShownBody));
    shown.html = html->tag.base_type() == PropertyType::unicode ? repair_utf8(as_text(bytes))
                                                                : html_in_utf8(properties, as_text(bytes));
  }
  if (const Property* plain = properties.find_id(tag::body.id())) {
    TRY_SET(const Bytes bytes, load(plain->value, large, kMaxShownBody));
    shown.text = with_plain_line_ends(repair_utf8(as_text(bytes)));
  } else if (shown.html) {
    shown.text = html_to_text(*shown.html);
  }
  return shown;
}

}  // namespace postroom::server
