// What people type about rights: NAME=RIGHTS, and the name of all others.
#pragma once

#include <postroom/rights.h>

namespace postroom::cli {

inline constexpr char kOthersName[] = "default";  // as MAPI calls them; in any case

// From the values of --set and --remove. Code::invalid_argument says what does not make sense.
Result<RightsChange> parse_rights_change(const std::vector<std::string>& set, const std::vector<std::string>& remove);

}  // namespace postroom::cli
