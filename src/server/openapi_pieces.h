// The files of openapi/ as they stand there; CMakeLists.txt puts them into the program.
#pragma once

#include <span>
#include <string_view>

namespace postroom::server {

std::span<const std::string_view> openapi_pieces();

}  // namespace postroom::server
