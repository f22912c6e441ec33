// What the server says to a command or of a mail (RFC 5321, 4.2; enhanced codes: RFC 3463). A value.
#pragma once

#include <string>

namespace postroom::lmtp {

struct Reply {
  int code = 250;
  std::string enhanced;  // "2.1.5"; empty where there is none: greetings and LHLO
  std::string text;      // one line
  bool is_good() const { return code < 400; }
  friend bool operator==(const Reply&, const Reply&) = default;
};

inline std::string to_wire(const Reply& reply) {
  const std::string enhanced = reply.enhanced.empty() ? "" : reply.enhanced + " ";
  return std::to_string(reply.code) + " " + enhanced + reply.text + "\r\n";
}

}  // namespace postroom::lmtp
