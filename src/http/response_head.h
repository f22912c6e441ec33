// The head of a response as it goes over the wire (RFC 9112, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/response.h"

namespace postroom::http {

// How the client will know where the body ends.
enum class Framing { length, chunks, end_of_connection, no_body };

struct HeadFacts {
  Framing framing = Framing::length;
  std::uint64_t length = 0;
  bool keep_alive = true;
  bool http_1_1 = true;        // what the client speaks
  std::string_view date = {};  // as in http_date()
};

// Whether each name is a token and no value has a line end or another control in it, so that no value becomes
// a field or a response of its own.
bool can_be_sent(const Fields& fields);

// Adds status line, fields and the empty line to `wire`. The fields can_be_sent().
void add_head(std::string& wire, const Response& response, const HeadFacts& facts);

// 204, 304 and the interim ones have none.
bool may_have_body(unsigned status);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(std::int64_t unix_seconds);

}  // namespace postroom::http
