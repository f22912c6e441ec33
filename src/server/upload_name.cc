#include "server/upload_name.h"

#include <algorithm>

#include "server/json_place.h"

namespace postroom::server {
namespace {

constexpr std::size_t kIdDigits = 32;

// The number in front of the next dot, which is taken off.
std::optional<std::int64_t> take_number(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('.'), rest.size());
  const auto number = parse_whole(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return number && *number >= 0 ? number : std::nullopt;
}

}  // namespace

bool is_upload_id(std::string_view text) {
  return text.size() == kIdDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string to_text(const UploadName& name) {
  return name.id + "." + std::to_string(name.account) + "." + std::to_string(name.size) + "." +
         std::to_string(name.begun.ticks) + "." + std::to_string(name.offset);
}

std::optional<UploadName> parse_upload_name(std::string_view text) {
  std::string_view rest = text;
  UploadName name;
  name.id = std::string(rest.substr(0, kIdDigits));
  if (!is_upload_id(name.id) || rest.size() <= kIdDigits) return std::nullopt;
  rest.remove_prefix(kIdDigits + 1);
  const auto account = take_number(rest), size = take_number(rest), begun = take_number(rest),
             offset = take_number(rest);
  if (!account || !size || !begun || !offset || *offset > *size) return std::nullopt;
  name.account = *account;
  name.size = static_cast<std::uint64_t>(*size);
  name.begun = {*begun};
  name.offset = static_cast<std::uint64_t>(*offset);
  if (to_text(name) != text) return std::nullopt;
  return name;
}

}  // namespace postroom::server
