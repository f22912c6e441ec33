// The ETag of a message is its content version in quotation marks: docs/api.md "Saving". Pure.
#pragma once

#include <postroom/ids.h>
#include <postroom/result.h>

#include <optional>
#include <string>

#include "http/fields.h"

namespace postroom::server {

std::string etag_of(VersionNumber version);  // "\"7\""

// The version that If-Match names. Nothing without If-Match and for "*": the newest one.
// Code::invalid_argument for a weak ETag, a list, and what is no ETag of a message.
Result<std::optional<VersionNumber>> parse_if_match(const http::Fields& fields);

// Whether If-None-Match names this ETag, or "*" (RFC 9110, 13.1.2: weak comparison).
bool is_known(const http::Fields& fields, std::string_view etag);

}  // namespace postroom::server
