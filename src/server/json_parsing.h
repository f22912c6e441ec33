// JSON as it comes from outside (RFC 8259).
#pragma once

#include <postroom/result.h>

#include <boost/json/value.hpp>

#include <string_view>

namespace postroom::server {

// Numbers with a fraction or an exponent become the double that is nearest to them, which Boost's own parser
// does not promise: what was shown and comes back unchanged must be no change. One past every double is
// infinity. The error is refusals.h's malformed(), and says where; Code::too_big past kMaxJsonValues.
Result<boost::json::value> parse_json(std::string_view text);

inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::size_t kMaxJsonValues =
    1'000'000;  // of one text: what it takes up in memory is many times its size

}  // namespace postroom::server
