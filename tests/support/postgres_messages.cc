#include "support/postgres_messages.h"

#include <algorithm>

namespace postroom::testing {
namespace {

constexpr std::string_view kCommit = "COMMIT";
constexpr std::string_view kLastOnes("\0SQpX", 5);  // start, sync, simple query, password, farewell
constexpr std::size_t kLengthBytes = 4;             // the length counts itself but not the type

std::size_t length_at(std::string_view bytes) {
  std::size_t length = 0;
  for (const char c : bytes.substr(0, kLengthBytes)) length = length << 8 | static_cast<unsigned char>(c);
  return length;
}

// The text up to the next zero byte, which goes too.
std::string_view take_text(std::string_view& rest) {
  const std::string_view text = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(std::min(text.size() + 1, rest.size()));
  return text;
}

std::string_view body_of(const WireMessage& message) {
  return std::string_view(message.bytes).substr((message.type == 0 ? 0 : 1) + kLengthBytes);
}

}  // namespace

std::optional<WireMessage> MessageSplitter::next() {
  const std::size_t type_bytes = is_first_ ? 0 : 1;
  if (bytes_.size() < type_bytes + kLengthBytes) return std::nullopt;
  const std::size_t size = type_bytes + length_at(std::string_view(bytes_).substr(type_bytes));
  if (bytes_.size() < size) return std::nullopt;
  WireMessage message{is_first_ ? '\0' : bytes_.front(), bytes_.substr(0, size)};
  bytes_.erase(0, size);
  is_first_ = false;
  return message;
}

void CommitWatch::passed(Side from, const WireMessage& message) {
  if (from == Side::client) return passed_from_client(message);
  if (message.type == 'Z') ++answered_;  // ready
}

void CommitWatch::passed_from_client(const WireMessage& message) {
  std::string_view rest = body_of(message);
  is_client_done_ = kLastOnes.find(message.type) != std::string_view::npos;
  switch (message.type) {
    case 0:
    case 'S':  // sync
      ++asked_;
      break;
    case 'P': {  // parse: name, text
      const std::string name(take_text(rest));
      if (take_text(rest).starts_with(kCommit)) {
        statements_.insert(name);
      } else {
        statements_.erase(name);
      }
      break;
    }
    case 'B':  // bind: portal, statement
      take_text(rest);
      if (statements_.contains(std::string(take_text(rest)))) commit_ = asked_ + 1;
      break;
    case 'Q':  // simple query
      ++asked_;
      if (rest.find(kCommit) != std::string_view::npos) commit_ = asked_;
      break;
    default:
      break;
  }
}

}  // namespace postroom::testing
