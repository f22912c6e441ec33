#include "server/json_place.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/try.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

constexpr double kExactDoubles =
    9'007'199'254'740'992;  // 2^53: beyond it a JSON number may have been rounded

std::string below(const std::string& where, std::string_view name) {
  std::string place = where + "/";
  for (const char c : name) {
    if (c == '~') {
      place += "~0";
    } else if (c == '/') {
      place += "~1";
    } else {
      place += c;
    }
  }
  return place;
}

std::optional<std::int64_t> exact_number(const boost::json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  if (const auto* number = value.if_double()) {
    if (std::abs(*number) <= kExactDoubles && std::trunc(*number) == *number)
      return static_cast<std::int64_t>(*number);
  }
  if (const auto* text = value.if_string()) return parse_whole(*text);
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || std::to_string(number) != text)
    return std::nullopt;
  return number;
}

Error JsonPlace::wrong(std::string message) const {
  if (!where_.empty()) return invalid_at(where_, where_ + ": " + message);
  return invalid_at("/", "The body: " + message);
}

Result<std::string> JsonPlace::text(std::size_t most_bytes) const {
  const auto* const text = value_->if_string();
  if (!text) return wrong("Expected text in quotation marks.");
  if (text->size() > most_bytes) {
    return wrong("The text has more than the " + std::to_string(most_bytes) + " bytes allowed.");
  }
  return std::string(*text);
}

Result<std::int64_t> JsonPlace::whole(std::int64_t least, std::int64_t most) const {
  const auto number = exact_number(*value_);
  if (number && *number >= least && *number <= most) return *number;
  return wrong("Expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
}

Result<bool> JsonPlace::yes_no() const {
  if (const auto* yes = value_->if_bool()) return *yes;
  return wrong("Expected true or false.");
}

Result<std::vector<JsonPlace>> JsonPlace::items(std::size_t most) const {
  const auto* const array = value_->if_array();
  if (!array) return wrong("Expected a list in brackets.");
  if (array->size() > most)
    return wrong("The list has more than the " + std::to_string(most) + " items allowed.");
  std::vector<JsonPlace> items;
  items.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i)
    items.emplace_back((*array)[i], where_ + "/" + std::to_string(i));
  return items;
}

Result<std::vector<JsonPlace::Member>> JsonPlace::members() const {
  const auto* const object = value_->if_object();
  if (!object) return wrong("Expected an object in braces.");
  std::vector<Member> members;
  members.reserve(object->size());
  for (const auto& [name, value] : *object)
    members.push_back({std::string(name), JsonPlace(value, below(where_, name))});
  return members;
}

Status JsonPlace::only(std::initializer_list<std::string_view> known) const {
  TRY_SET(const std::vector<Member> there, members());
  for (const Member& member : there) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    std::string message = "There is no member of this name here; there are";
    for (const std::string_view name : known)
      message.append(name == *known.begin() ? " " : ", ").append(name);
    return member.place.wrong(message + ".");
  }
  return ok_status();
}

std::optional<JsonPlace> JsonPlace::find(std::string_view name) const {
  const auto* const object = value_->if_object();
  const boost::json::value* const member = object ? object->if_contains(name) : nullptr;
  if (!member || member->is_null()) return std::nullopt;
  return JsonPlace(*member, below(where_, name));
}

Result<JsonPlace> JsonPlace::need(std::string_view name) const {
  if (!value_->is_object()) return wrong("Expected an object in braces.");
  if (auto member = find(name)) return *std::move(member);
  return JsonPlace(*value_, below(where_, name)).wrong("This member is missing.");
}

Result<std::optional<std::string>> JsonPlace::find_text(std::string_view name, std::size_t most_bytes) const {
  const auto member = find(name);
  if (!member) return std::optional<std::string>();
  TRY_SET(std::string text, member->text(most_bytes));
  return std::optional(std::move(text));
}

Result<std::optional<std::int64_t>> JsonPlace::find_whole(std::string_view name, std::int64_t least,
                                                          std::int64_t most) const {
  const auto member = find(name);
  if (!member) return std::optional<std::int64_t>();
  TRY_SET(const std::int64_t number, member->whole(least, most));
  return std::optional(number);
}

Result<std::optional<bool>> JsonPlace::find_yes_no(std::string_view name) const {
  const auto member = find(name);
  if (!member) return std::optional<bool>();
  TRY_SET(const bool yes, member->yes_no());
  return std::optional(yes);
}

}  // namespace postroom::server
