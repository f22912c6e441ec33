// Messages of which every part follows from one token, so that a reader can tell whether a version is whole:
// subject, body, recipient, attachment name and attachment bytes.
#pragma once

#include <postroom/store.h>

#include <map>
#include <optional>
#include <string>

namespace postroom::kill {

inline constexpr int kSlots = 8;  // workers' threads that may be at work at once

// A property for each slot, which its worker sets without touching the token's parts: it merges with
// everything.
PropertyTag note_tag(int slot);

// Sets every part of `message` to what `token` makes it.
Status write_token(Store& store, Message& message, const std::string& token);

// The token that a subject names; "" if it names none.
std::string token_in(const std::string& subject);

// What a version says.
struct Said {
  std::string token;
  std::map<int, std::string> notes;  // by slot
  friend bool operator==(const Said&, const Said&) = default;
};

// Reads everything, large values too. Code::corrupt says which part does not belong to the others.
Result<Said> read_token(Store& store, const MessageContent& content);

}  // namespace postroom::kill
