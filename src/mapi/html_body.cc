#include "mapi/html_body.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include "base/try.h"
#include "mapi/code_points.h"
#include "mapi/text.h"
#include "mapi/windows_1252.h"

namespace postroom::mapi {
namespace {

constexpr std::int32_t kUtf8 = 65001;

// ASCII and ISO 8859-1 are read as what their writers meant by the bytes that they do not have, as browsers
// do.
bool is_western(std::int32_t page) { return page == 1252 || page == 20127 || page == 28591; }

std::optional<char> byte_of(char32_t character, std::int32_t page) {
  if (character < 0x80) return static_cast<char>(character);
  if (page == 1252) return to_windows_1252(character);
  if (page == 28591 && character > 0x9F && character < 0x100) return static_cast<char>(character);
  return std::nullopt;
}

}  // namespace

bool is_html(PropertyTag tag) { return tag.id() == tag::html.id(); }

std::optional<std::string> decode_html(ByteView bytes, std::optional<std::int32_t> code_page) {
  const std::string_view text = as_text(bytes);
  if (!code_page) return to_utf8(text);
  if (*code_page == kUtf8) return repair_utf8(text);
  if (is_western(*code_page)) return from_windows_1252(text);
  return std::nullopt;
}

Bytes encode_html(std::string_view text, std::optional<std::int32_t> code_page) {
  if (!code_page || *code_page == kUtf8) return to_bytes(text);
  std::string encoded;
  encoded.reserve(text.size());
  while (!text.empty()) {
    const char32_t character = take_character(text);
    if (const auto byte = byte_of(character, *code_page)) {
      encoded.push_back(*byte);
    } else {
      encoded += "&#" + std::to_string(static_cast<std::uint32_t>(character)) + ";";
    }
  }
  return to_bytes(encoded);
}

Result<std::optional<std::int32_t>> code_page_of(Properties& properties) {
  TRY_SET(const auto page, properties.find(tag::internet_cpid.id()));
  const auto* const number = page ? std::get_if<std::int32_t>(&page->value) : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace postroom::mapi
