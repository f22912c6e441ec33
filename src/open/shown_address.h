// An address for messages and records: without the password that it may hold.
#pragma once

#include <string>
#include <string_view>

namespace postroom {

std::string shown_address(std::string_view address);

}  // namespace postroom
