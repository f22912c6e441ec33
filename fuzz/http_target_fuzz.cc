// Any bytes, as the address of a request: refused, or what they mean is the same when written and read again.
#include <postroom/text.h>

#include <cstdlib>

#include "http/request.h"

namespace {

using namespace postroom;

void expect(bool truth) {
  if (!truth) std::abort();
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    made.append("%").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
  }
  return made;
}

std::string written(const http::Target& target) {
  std::string text;
  for (const std::string& segment : target.segments) text.append("/").append(encoded(segment));
  char before = '?';
  for (const http::Field& pair : target.query.pairs()) {
    text.append(1, before).append(encoded(pair.name)).append("=").append(encoded(pair.value));
    before = '&';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<http::Target> first = http::parse_target(as_text({data, size}));
  if (!first.ok()) {
    expect(!first.error().message.empty());
    return 0;
  }
  expect(!first->segments.empty() && first->query.pairs().size() <= http::kMaxQueryPairs);
  for (const std::string& segment : first->segments) {
    expect(is_valid_utf8(segment) && segment != "." && segment != ".." && segment.find('\0') == segment.npos);
  }
  const std::string text = written(*first);
  if (text.size() > http::kMaxTarget) return 0;  // each byte has become three
  const Result<http::Target> second = http::parse_target(text);
  expect(second.ok() && second->segments == first->segments && second->query.pairs() == first->query.pairs());
  return 0;
}
