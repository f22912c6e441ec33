#include "cli/draft_text.h"

#include <postroom/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/try.h"
#include "cli/message_text.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

using Single = std::optional<std::string> Edits::*;
using Several = std::vector<std::string> Edits::*;

constexpr std::array<std::pair<std::string_view, Single>, 4> kSingle = {
    {{"To", &Edits::to}, {"Cc", &Edits::cc}, {"Bcc", &Edits::bcc}, {"Subject", &Edits::subject}}};
constexpr std::array<std::pair<std::string_view, Several>, 4> kSeveral = {
    {{"Set", &Edits::set}, {"Unset", &Edits::unset}, {"Attach", &Edits::attach}, {"Detach", &Edits::detach}}};

void append_header(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ");
  for (char c : value) {
    if (c == '\r') continue;
    text += c;
    if (c == '\n') text += ' ';
  }
  text += '\n';
}

// The number after `word` in "message 42 version 5".
std::optional<std::int64_t> number_after(std::string_view text, std::string_view word) {
  const std::size_t at = text.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + word.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end != text.data() ? std::optional(number) : std::nullopt;
}

// What stands after `word` in the same.
std::optional<Guid> guid_after(std::string_view text, std::string_view word) {
  const std::size_t at = text.find(word);
  return at == std::string_view::npos ? std::nullopt : parse_guid(text.substr(at + word.size()));
}

Status take_header(std::string_view name, std::string value, std::size_t line, Draft& draft) {
  if (equals_ignoring_ascii_case(name, "Editing")) {
    draft.message = number_after(value, "message ");
    draft.version = number_after(value, "version ");
    draft.store = guid_after(value, "store ");
    return ok_status();
  }
  for (const auto& [known, member] : kSingle) {
    if (!equals_ignoring_ascii_case(name, known)) continue;
    draft.edits.*member = std::move(value);
    return ok_status();
  }
  for (const auto& [known, member] : kSeveral) {
    if (!equals_ignoring_ascii_case(name, known)) continue;
    (draft.edits.*member).push_back(std::move(value));
    return ok_status();
  }
  return Error{
      Code::invalid_argument,
      fmt::format(
          "Line {}: “{}” is not a header that can be edited; an empty line must stand before the text.", line,
          name),
      ""};
}

}  // namespace

std::string draft_text(const Draft& draft) {
  std::string text;
  if (draft.message) {
    const std::string store = draft.store ? " store " + to_text(*draft.store) : "";
    append_header(text, "Editing",
                  fmt::format("message {} version {}{}", *draft.message, draft.version.value_or(0), store));
  }
  for (const auto& [name, member] : kSingle) {
    if (draft.edits.*member) append_header(text, name, *(draft.edits.*member));
  }
  for (const auto& [name, member] : kSeveral) {
    for (const std::string& value : draft.edits.*member) append_header(text, name, value);
  }
  if (draft.edits.body) text += "\n" + *draft.edits.body;
  return text;
}

Result<Draft> parse_draft(std::string_view text) {
  Draft draft;
  std::string name, value;
  std::size_t line_number = 0, header_line = 0;
  const auto finish_header = [&]() -> Status {
    if (name.empty()) return ok_status();
    return take_header(std::exchange(name, {}), std::exchange(value, {}), header_line, draft);
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++line_number;
    if (line.empty()) {
      draft.edits.body = std::string(text);
      break;
    }
    if (line[0] == ' ' && !name.empty()) {
      value.append("\n").append(line.substr(1));
      continue;
    }
    TRY(finish_header());
    const std::size_t colon = std::min(line.find(':'), line.size());
    name = line.substr(0, colon);
    value = line.substr(std::min(colon + 1, line.size()));
    value.erase(0, value.find_first_not_of(' '));
    header_line = line_number;
  }
  TRY(finish_header());
  return draft;
}

Edits editable_parts(const MessageContent& content, std::string body) {
  Edits edits;
  edits.to = recipients_text(content, RecipientType::to);
  edits.cc = recipients_text(content, RecipientType::cc);
  if (std::string bcc = recipients_text(content, RecipientType::bcc); !bcc.empty())
    edits.bcc = std::move(bcc);
  edits.subject = subject_text(content.properties);
  edits.body = std::move(body);
  return edits;
}

}  // namespace postroom::cli
