// The header fields under which a file goes to a client: it is saved, never run. Pure.
#pragma once

#include <string>
#include <string_view>

#include "http/fields.h"

namespace postroom::server {

// Content-Disposition (RFC 6266): the name without control characters, quotation marks and paths, in ASCII,
// and whole in UTF-8 (RFC 8187) where that is something else. A file without a name has none.
std::string content_disposition(std::string_view name);

// Of a type that no browser runs in any way: the type itself; application/octet-stream for every other.
std::string safe_media_type(std::string_view type);

// Both, and what keeps a browser from thinking otherwise.
void add_file_fields(http::Fields& fields, std::string_view name, std::string_view type);

}  // namespace postroom::server
