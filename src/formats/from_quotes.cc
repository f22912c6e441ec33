#include "formats/from_quotes.h"

#include <cstring>

namespace postroom {
namespace {

constexpr std::string_view kFrom = "From ";

// How much of `bytes` ends with a line after which something may be quoted, or all of it.
std::size_t plain_length(std::string_view bytes) {
  const char* const end = bytes.data() + bytes.size();
  for (const char* at = bytes.data(); at < end;) {
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (!newline) break;
    at = newline + 1;
    if (at == end || *at == '>' || *at == 'F') return static_cast<std::size_t>(at - bytes.data());
  }
  return bytes.size();
}

}  // namespace

void FromQuotes::feed(std::string_view bytes, std::string& result) {
  while (!bytes.empty()) {
    if (place_ == Place::middle) {
      const std::size_t length = plain_length(bytes);
      result += bytes.substr(0, length);
      if (bytes[length - 1] == '\n') place_ = Place::line_start;
      bytes.remove_prefix(length);
    } else {
      step(bytes, result);
    }
  }
}

void FromQuotes::step(std::string_view& bytes, std::string& result) {
  if (place_ == Place::in_from) {
    match(bytes, result);
  } else if (bytes.front() == '>') {
    if (way_ == Way::remove && !held_)
      held_ = true;
    else
      result += '>';
    bytes.remove_prefix(1);
  } else {
    place_ = Place::in_from;
    match(bytes, result);
  }
}

// One byte that may continue "From ".
void FromQuotes::match(std::string_view& bytes, std::string& result) {
  if (bytes.front() != kFrom[matched_]) {
    release(result);
    return;
  }
  bytes.remove_prefix(1);
  if (++matched_ < kFrom.size()) return;
  if (way_ == Way::add || held_) changed_ = true;
  if (way_ == Way::add) result += '>';
  held_ = false;
  release(result);
}

// What waited goes out as it is.
void FromQuotes::release(std::string& result) {
  if (held_) result += '>';
  result += kFrom.substr(0, matched_);
  held_ = false;
  matched_ = 0;
  place_ = Place::middle;
}

void FromQuotes::finish(std::string& result) { release(result); }

}  // namespace postroom
