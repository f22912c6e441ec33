#include "accounts/naming.h"

#include <postroom/session.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::accounts {
namespace {

constexpr std::string_view kOthers = "default";  // as rights call them

Error refuse(std::string sentence) { return {Code::invalid_argument, std::move(sentence), {}}; }

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_name(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; }

bool is_name(std::string_view name, std::size_t limit) {
  return !name.empty() && name.size() <= limit && std::all_of(name.begin(), name.end(), is_of_name);
}

// What is shown in one line, so that nobody's name looks like somebody else's or like more than a name.
Status check_line(const std::string& subject, std::string_view text, std::size_t limit) {
  if (text.empty()) return refuse(subject + " must not be empty.");
  if (text.size() > limit) return refuse(subject + " is longer than " + std::to_string(limit) + " bytes.");
  if (!is_valid_utf8(text)) return refuse(subject + " is not text in UTF-8.");
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), is_control))
    return refuse(subject + " has control characters in it.");
  if (text.front() == ' ' || text.back() == ' ') return refuse(subject + " begins or ends with a space.");
  return ok_status();
}

}  // namespace

Status check_account_name(std::string_view name) {
  if (is_name(name, kMaxAccountName) && is_letter(name.front())) return ok_status();
  return refuse("The name of an account is 1 to " + std::to_string(kMaxAccountName) +
                " of the characters a-z, 0-9, “.”, “_” and “-”, and begins with a letter.");
}

Status check_who(std::string_view who) {
  TRY(check_line("The person's name", who, kMaxSessionText));
  if (!equals_ignoring_ascii_case(who, kOthers)) return ok_status();
  return refuse("“" + std::string(who) +
                "” stands for everybody else where rights are given; take another name.");
}

Status check_token_label(std::string_view label) {
  return check_line("The token's label", label, kMaxTokenLabel);
}

Status check_store_name(std::string_view name) {
  if (is_name(name, kMaxStoreName) && (is_letter(name.front()) || is_digit(name.front()))) return ok_status();
  return refuse("The name of a store is 1 to " + std::to_string(kMaxStoreName) +
                " of the characters a-z, 0-9, “.”, “_” and “-”, and begins with a letter or digit.");
}

}  // namespace postroom::accounts
