// The text of an HTML body, roughly: enough to know what a mail says when it has no plain text. Pure, linear
// in the size of its input, and never executes or fetches anything.
#pragma once

#include <string>
#include <string_view>

namespace postroom {

std::string html_to_text(std::string_view html);

}  // namespace postroom
