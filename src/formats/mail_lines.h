// Lines of mail, looked at before anything is parsed.
#pragma once

#include <string_view>

namespace postroom {

// The line at the front, its line end included; all of `text` when there is none.
std::string_view first_line(std::string_view text);

// Whether `text` begins with a header: "Name:", with a name as RFC 5322 has it.
bool begins_with_field(std::string_view text);

// Whether `text` begins with an mbox separator, quoted or not.
bool begins_with_from_line(std::string_view text);

}  // namespace postroom
