// One line that a client sends: its verb, and the path and parameters of MAIL and RCPT (RFC 5321, 4.1). Pure.
#pragma once

#include <postroom/result.h>

#include <map>
#include <string>
#include <string_view>

namespace postroom::lmtp {

struct Command {
  std::string verb;  // in large letters
  std::string_view rest;
};

// The line without its end, which outlives the result.
Command split_command(std::string_view line);

struct PathCommand {
  std::string address;  // "ana@example.com", without a source route; empty: "<>"
  std::map<std::string, std::string, std::less<>>
      parameters;  // by name in large letters: SIZE, BODY, SMTPUTF8
};

// What follows MAIL or RCPT; `keyword` is "FROM:" or "TO:". Code::invalid_argument says what is wrong.
Result<PathCommand> parse_path_command(std::string_view rest, std::string_view keyword);

bool is_ascii(std::string_view text);

inline constexpr std::size_t kMaxAddress = 320;  // bytes: 64 of the local part, 255 of the domain, and "@"

}  // namespace postroom::lmtp
