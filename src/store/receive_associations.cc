#include "store/receive_associations.h"

#include <postroom/text.h>

#include <algorithm>
#include <charconv>

#include "base/try.h"

namespace postroom::store {
namespace {

constexpr std::string_view kForm = "1";  // raised when the text changes

bool comes_before(const ReceiveFolder& association, std::string_view message_class) {
  return to_lower_ascii(association.message_class) < to_lower_ascii(message_class);
}

Error damaged() {
  return {Code::corrupt, "The receive folders of the store cannot be read; set them again.", {}};
}

// What comes before the next `end`, which is taken away too.
std::optional<std::string_view> take_until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

std::optional<std::int64_t> take_number(std::string_view& text) {
  const auto word = take_until(text, ' ');
  if (!word) return std::nullopt;
  std::int64_t number = 0;
  const auto read = std::from_chars(word->data(), word->data() + word->size(), number);
  if (read.ec != std::errc{} || read.ptr != word->data() + word->size()) return std::nullopt;
  return number;
}

std::optional<ReceiveFolder> parse_line(std::string_view line) {
  const auto folder = take_number(line);
  const auto modified = folder ? take_number(line) : std::nullopt;
  if (!modified || !check_received_class(line).ok()) return std::nullopt;
  return ReceiveFolder{std::string(line), FolderId{*folder}, FileTime{*modified}};
}

}  // namespace

Status check_received_class(std::string_view message_class) {
  const auto wrong = [](const char* why) {
    return Error{Code::invalid_argument, std::string("A message class ") + why, {}};
  };
  if (message_class.size() > kMaxReceivedClass) return wrong("can have at most 255 characters.");
  const auto is_printable = [](unsigned char c) { return c >= 0x20 && c <= 0x7E; };
  if (!std::all_of(message_class.begin(), message_class.end(), is_printable))
    return wrong("is printable ASCII text.");
  const bool has_empty_part = message_class.starts_with('.') || message_class.ends_with('.') ||
                              message_class.find("..") != std::string_view::npos;
  if (has_empty_part) return wrong("has something before, between and after its dots.");
  return ok_status();
}

bool is_of_class(std::string_view message_class, std::string_view base) {
  if (base.empty()) return true;
  if (!equals_ignoring_ascii_case(message_class.substr(0, base.size()), base)) return false;
  return message_class.size() == base.size() || message_class[base.size()] == '.';
}

void associate(Associations& associations, ReceiveFolder added) {
  forget(associations, added.message_class);
  const auto place = std::lower_bound(associations.begin(), associations.end(),
                                      std::string_view(added.message_class), comes_before);
  associations.insert(place, std::move(added));
}

void forget(Associations& associations, std::string_view message_class) {
  std::erase_if(associations, [&](const ReceiveFolder& each) {
    return equals_ignoring_ascii_case(each.message_class, message_class);
  });
}

std::string to_setting(const Associations& associations) {
  std::string text = std::string(kForm) + "\n";
  for (const ReceiveFolder& each : associations) {
    text += std::to_string(each.folder.value) + " " + std::to_string(each.modified.ticks) + " " +
            each.message_class + "\n";
  }
  return text;
}

Result<Associations> parse_associations(std::string_view text) {
  const auto form = take_until(text, '\n');
  if (!form) return damaged();
  if (*form != kForm) return Error{Code::newer_format, "A newer Postroom has set the receive folders.", {}};
  Associations associations;
  while (!text.empty()) {
    const auto line = take_until(text, '\n');
    auto association = line ? parse_line(*line) : std::nullopt;
    if (!association) return damaged();
    if (!associations.empty() && !comes_before(associations.back(), association->message_class))
      return damaged();
    associations.push_back(std::move(*association));
  }
  return associations;
}

}  // namespace postroom::store
