// A new password from whoever runs the program: never from its arguments, which everybody on the machine can
// see.
#pragma once

#include <postroom/bytes.h>

#include <string>

#include "cli/surroundings.h"

namespace postroom::cli {

// Asked for twice, without showing it. Code::invalid_argument where there is nobody to ask or the two differ,
// cancelled if nothing was typed.
Result<std::string> ask_new_password(Surroundings& around, const std::string& account);

// All of `input`, without the end of its one line.
Result<std::string> read_password(Source& input);

}  // namespace postroom::cli
