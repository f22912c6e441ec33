// Problem documents (RFC 9457): every refusal, of whatever layer, is one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/response.h"

namespace postroom::http {

// What stands before the name of a problem in its type: a reference to this server's own page about it.
inline constexpr std::string_view kProblemTypes = "/api/v1/problems/";

struct Problem {
  unsigned status = 500;
  std::string name;    // "object_changed"
  std::string title;   // the same for every problem of this name
  std::string detail;  // a sentence or two for a person: what happened to what, and what to do
  std::string more;    // further members, as JSON without the braces: "\"limit\":5"; may be empty
};

// The same with the member "request": what a person who reports it can name. An empty id changes nothing.
Problem naming(Problem problem, std::string_view request_id);

// application/problem+json, never cached. 503 has Retry-After: 1.
Response to_response(const Problem& problem);

// Text as it stands between the quotation marks of JSON (RFC 8259). Bytes that are not UTF-8 become U+FFFD.
std::string json_escaped(std::string_view text);

inline constexpr std::size_t kMaxShownPath = 200;  // bytes of an address in a sentence about it

// Those that this layer makes by itself.
namespace problems {
Problem malformed(std::string detail);     // 400: the request makes no sense as HTTP
Problem not_found(std::string_view path);  // 404: nothing has this address
Problem method_not_allowed(std::string_view method, std::string_view allowed);  // 405
Problem request_timeout();                                                      // 408
Problem body_too_large(std::uint64_t limit);        // 413; 0: where no body is taken
Problem target_too_long();                          // 414
Problem range_not_satisfiable(std::uint64_t size);  // 416
Problem fields_too_large();                         // 431
Problem internal(std::string_view request_id);      // 500
Problem method_unknown(std::string_view method);    // 501
Problem overloaded();                               // 503: too many at once
Problem stopping();                                 // 503
Problem disk_full();                                // 507: no room for the body
}  // namespace problems

}  // namespace postroom::http
