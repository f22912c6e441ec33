#include "formats/mail_source.h"

#include <algorithm>
#include <cstring>

namespace postroom {

ByteRange MailSource::content_range(GMimeStream* stream) const {
  if (!stream) return {};
  const auto begin = outline.raw_offset(static_cast<std::uint64_t>(stream->bound_start));
  const auto end =
      outline.raw_offset(static_cast<std::uint64_t>(std::max(stream->bound_end, stream->bound_start)));
  return {begin, std::max(begin, end)};
}

void MailSource::note_cuts(GMimeStream* content) const {
  if (!content || outline.is_whole()) return;
  const auto begin = static_cast<std::uint64_t>(content->bound_start);
  const auto end = static_cast<std::uint64_t>(content->bound_end);
  cuts_in_content += outline.cuts_between(begin, end);
}

std::optional<ByteRange> header_range(GMimeObject* object) {
  GMimeHeaderList* headers = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(headers);
  if (count == 0) return std::nullopt;
  GMimeHeader* last = g_mime_header_list_get_header_at(headers, count - 1);
  const gint64 begin = g_mime_header_get_offset(g_mime_header_list_get_header_at(headers, 0));
  const gint64 end = g_mime_header_get_offset(last);
  if (begin < 0 || end < begin) return std::nullopt;
  const std::size_t length =
      std::strlen(g_mime_header_get_raw_name(last)) + 1 + std::strlen(g_mime_header_get_raw_value(last));
  return ByteRange{static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end) + length};
}

Error too_complex(ParseState& state, std::string reason) {
  state.is_too_complex = true;
  return {Code::too_big, std::move(reason), {}};
}

}  // namespace postroom
