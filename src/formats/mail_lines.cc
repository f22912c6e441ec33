#include "formats/mail_lines.h"

#include <algorithm>

namespace postroom {
namespace {

constexpr std::size_t kMaxFieldName = 128;

}  // namespace

std::string_view first_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

bool begins_with_field(std::string_view text) {
  const std::size_t colon = text.substr(0, kMaxFieldName).find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return c > ' ' && c < 127; });
}

bool begins_with_from_line(std::string_view text) {
  if (text.starts_with('>')) text.remove_prefix(1);
  return text.starts_with("From ");
}

}  // namespace postroom
