#include "cli/new_password.h"

#include "accounts/passwords.h"
#include "base/try.h"
#include "cli/interruption.h"
#include "cli/safe_text.h"

namespace postroom::cli {

Result<std::string> ask_new_password(Surroundings& around, const std::string& account) {
  if (!around.terminal.can_ask()) {
    return Error{
        Code::invalid_argument,
        "There is no terminal to ask for a password; give it on standard input, with --password-stdin.",
        {}};
  }
  const Interruption interruption;  // so that the terminal shows again what is typed, whatever happens
  const auto password = around.terminal.ask_secretly("Password for " + safe_line(account) + ": ");
  const auto again = password ? around.terminal.ask_secretly("Once more: ") : std::nullopt;
  if (!again) return Error{Code::cancelled, "No password was typed; nothing was changed.", {}};
  if (*password == *again) return *password;
  return Error{Code::invalid_argument, "The two passwords are not the same; nothing was changed.", {}};
}

Result<std::string> read_password(Source& input) {
  auto bytes = read_all(input, accounts::kMaxPassword + 2);
  if (!bytes.ok() && bytes.error().code != Code::too_big) return std::move(bytes).error();
  std::string password =
      bytes.ok() ? std::string(as_text(*bytes)) : std::string(accounts::kMaxPassword + 1, ' ');
  if (password.ends_with('\n')) password.pop_back();
  if (password.ends_with('\r')) password.pop_back();
  if (password.find('\n') == std::string::npos) return password;
  return Error{
      Code::invalid_argument, "There is more than one line on standard input; a password is one line.", {}};
}

}  // namespace postroom::cli
