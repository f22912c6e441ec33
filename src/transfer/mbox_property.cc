#include "transfer/mbox_property.h"

#include <algorithm>

namespace postroom::transfer {
namespace {

constexpr Guid kPostroomSet = make_guid(0x7D1A93B6, 0x52E4, 0x4C0F, 0x9A3815C7E06B42D1);
constexpr std::string_view kUnquoted = "unquoted";
constexpr std::string_view kLast = "last";

}  // namespace

PropertyName mbox_frame_name() { return {kPostroomSet, "mbox-frame"}; }

Value to_value(const KeptFrame& kept) {
  std::vector<Bytes> lines{to_bytes(kept.frame.from_line), to_bytes(kept.frame.separator)};
  if (kept.frame.quoting == FromQuoting::none) lines.push_back(to_bytes(kUnquoted));
  if (kept.is_last) lines.push_back(to_bytes(kLast));
  return lines;
}

std::optional<KeptFrame> kept_frame(const Value& value) {
  const auto* lines = std::get_if<std::vector<Bytes>>(&value);
  if (!lines || lines->size() < 2) return std::nullopt;
  const auto has = [&](std::string_view word) {
    return std::any_of(lines->begin() + 2, lines->end(),
                       [&](const Bytes& line) { return as_text(line) == word; });
  };
  KeptFrame kept;
  kept.frame.from_line = as_text((*lines)[0]);
  kept.frame.separator = as_text((*lines)[1]);
  if (has(kUnquoted)) kept.frame.quoting = FromQuoting::none;
  kept.is_last = has(kLast);
  const std::size_t from = kept.frame.from_line.find_first_not_of("\r\n");
  if (from == std::string::npos || kept.frame.from_line.compare(from, 5, "From ") != 0) return std::nullopt;
  return kept;
}

}  // namespace postroom::transfer
