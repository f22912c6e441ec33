// Which mail address leads to which store. Pure; thread-safe once made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::lmtp {

struct Mailbox {
  std::string address;  // "support@example.com"
  std::string store;    // its name
};

class Addressees {
 public:
  explicit Addressees(const std::vector<Mailbox>& mailboxes);

  // The store's name; null for an address that nobody has. ASCII letters count in any case, as mail programs
  // and people expect; "support+orders@" goes to "support@" unless it has a mailbox of its own.
  const std::string* find(std::string_view address) const;

 private:
  std::map<std::string, std::string, std::less<>> stores_;  // by address in small letters
};

}  // namespace postroom::lmtp
