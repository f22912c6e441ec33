// The headers of a mail as it came, of which an edited message keeps what it does not make anew.
#pragma once

#include <string_view>
#include <vector>

namespace postroom {

struct KeptHeader {
  std::string_view name;
  std::string_view line;  // the whole header, its continuation lines too; CRLF or LF
};

inline constexpr std::size_t kMaxKeptHeaders = 4096;

// Views of `headers`. Lines that are no headers, and headers that properties stand for, are left out.
std::vector<KeptHeader> kept_from(std::string_view headers);

}  // namespace postroom
