// Any bytes, as what a client sends: the same requests come out however the bytes are cut, and none where a
// head leaves in doubt where it ends.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "http/request_parser.h"

namespace {

using namespace postroom;

void expect(bool truth) {
  if (!truth) std::abort();
}

struct Outcome {
  std::vector<std::string> requests;  // each with its body
  bool refused = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string described(http::RequestHead& head, const std::string& body) {
  expect(head.fields.all("Host").size() <= 1);
  expect(head.fields.all("Content-Length").size() + head.fields.all("Transfer-Encoding").size() <= 1);
  std::string text = head.method + " " + head.target + (head.keep_alive ? " keep" : " close") + "\n";
  for (const http::Field& field : head.fields) {
    expect((field.name + field.value).find_first_of("\r\n") == std::string::npos);
    text += field.name + ":" + field.value + "\n";
  }
  return text + "\n" + body;
}

// Hands over so many bytes more at a time.
Outcome read(std::string_view bytes, std::size_t step) {
  Outcome outcome;
  http::RequestParser parser;
  std::string waiting, body;
  bool has_head = false;
  for (;;) {
    const std::size_t used = has_head ? parser.read_body(waiting, body) : parser.read_head(waiting);
    expect(used <= waiting.size());
    waiting.erase(0, used);
    outcome.refused = parser.refused().has_value();
    if (outcome.refused) return outcome;
    has_head = has_head || used > 0;
    if (has_head && parser.is_done()) {
      outcome.requests.push_back(described(parser.head(), body));
      parser.begin();
      body.clear();
      has_head = false;
    } else if (bytes.empty() && used == 0) {
      return outcome;
    } else {
      const std::size_t more = std::min(step, bytes.size());
      waiting += bytes.substr(0, more);
      bytes.remove_prefix(more);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = 1 + data[0] % 16;
  const std::string_view bytes = as_text({data + 1, size - 1});
  expect(read(bytes, bytes.size() + 1) == read(bytes, step));
  return 0;
}
