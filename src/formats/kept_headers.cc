#include "formats/kept_headers.h"

#include <postroom/text.h>

#include <algorithm>
#include <iterator>

#include "formats/mail_lines.h"

namespace postroom {
namespace {

constexpr std::string_view kMadeAnew[] = {
    "bcc",          "cc",           "date",        "disposition-notification-to",
    "from",         "importance",   "in-reply-to", "keywords",
    "message-id",   "mime-version", "priority",    "references",
    "reply-to",     "sender",       "sensitivity", "subject",
    "thread-index", "thread-topic", "to",          "x-priority"};

bool is_made_anew(std::string_view name) {
  if (equals_ignoring_ascii_case(name.substr(0, 8), "content-")) return true;
  return std::any_of(std::begin(kMadeAnew), std::end(kMadeAnew),
                     [&](std::string_view made) { return equals_ignoring_ascii_case(name, made); });
}

// The first line and those that continue it.
std::string_view first_header(std::string_view text) {
  std::size_t length = first_line(text).size();
  while (length < text.size() && (text[length] == ' ' || text[length] == '\t')) {
    length += first_line(text.substr(length)).size();
  }
  return text.substr(0, length);
}

}  // namespace

std::vector<KeptHeader> kept_from(std::string_view headers) {
  std::vector<KeptHeader> kept;
  while (!headers.empty() && kept.size() < kMaxKeptHeaders) {
    const std::string_view line = first_header(headers);
    headers.remove_prefix(line.size());
    if (!begins_with_field(line) || line.find('\0') != std::string_view::npos) continue;
    const std::string_view name = line.substr(0, line.find(':'));
    if (!is_made_anew(name)) kept.push_back({name, line});
  }
  return kept;
}

}  // namespace postroom
