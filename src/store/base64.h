// Bytes as text (RFC 4648, with padding), for settings, which hold text.
#pragma once

#include <postroom/bytes.h>

#include <optional>
#include <string>

namespace postroom::store {

std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(const std::string& text);  // nothing for any other text

}  // namespace postroom::store
