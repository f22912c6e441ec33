#include "formats/encoded_words.h"

namespace postroom {
namespace {

constexpr std::string_view kPaddedEnd = "=?=";
constexpr std::string_view kEmptyWord =
    " =?UTF-8?Q?"
    "?=";

}  // namespace

std::optional<std::string> part_padded_words(std::string_view header) {
  std::optional<std::string> parted;
  std::size_t done = 0;
  for (std::size_t at = header.find(kPaddedEnd); at != std::string_view::npos;
       at = header.find(kPaddedEnd, at + 1)) {
    const std::size_t end = at + kPaddedEnd.size();
    const std::size_t next = header.find_first_not_of(" \t\r\n", end);
    if (next == end || next == std::string_view::npos || header.substr(next, 2) != "=?") continue;
    if (!parted) parted.emplace();
    *parted += header.substr(done, end - done);
    *parted += kEmptyWord;
    done = end;
  }
  if (parted) *parted += header.substr(done);
  return parted;
}

void mend_headers(GMimeObject* object) {
  GMimeHeaderList* headers = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(headers);
  for (int i = 0; i < count; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    if (const auto parted = part_padded_words(g_mime_header_get_raw_value(header))) {
      g_mime_header_set_raw_value(header, parted->c_str());
    }
  }
}

}  // namespace postroom
