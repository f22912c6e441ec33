#include "formats/mbox_separator.h"

#include <postroom/mbox.h>

#include <algorithm>

#include "base/try.h"
#include "formats/mail_date.h"
#include "formats/mail_lines.h"

namespace postroom {
namespace {

constexpr std::size_t kBefore = 3;       // bytes looked at before the line: the end of an empty line
constexpr std::size_t kFollowing = 128;  // bytes looked at after it

bool ends_with_empty_line(std::string_view text) {
  return text.ends_with("\n\n") || text.ends_with("\n\r\n");
}

}  // namespace

Result<bool> is_separator(RandomAccess& file, std::uint64_t offset) {
  const std::uint64_t start = offset - std::min<std::uint64_t>(offset, kBefore);
  std::array<std::uint8_t, kBefore + kMaxFromLine + kFollowing> bytes;
  std::size_t size = 0;
  while (size < bytes.size()) {
    TRY_SET(const std::size_t count, file.read_at(start + size, std::span(bytes).subspan(size)));
    if (count == 0) break;
    size += count;
  }
  std::string_view text = as_text(ByteView(bytes).first(size));
  const bool after_empty_line = ends_with_empty_line(text.substr(0, offset - start));
  text.remove_prefix(offset - start);
  const std::string_view line = first_line(text);
  if (line.size() > kMaxFromLine) return false;
  const bool dated = parse_from_line_date(line).has_value();
  const bool headers = begins_with_field(text.substr(line.size()));
  return after_empty_line ? dated || headers : dated && headers;
}

}  // namespace postroom
