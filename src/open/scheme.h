// The scheme of an address: what stands before its "://".
#pragma once

#include <optional>
#include <string_view>

namespace postroom {

// "mysql" of "mysql://host"; nothing for the path of a file. Also "postgres" of "postgres:host", which is the
// beginning of an address rather than the name of a file.
std::optional<std::string_view> scheme_of(std::string_view address);

}  // namespace postroom
