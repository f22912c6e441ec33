// What the provider is called, to people and to hosts.
#pragma once

#include <string_view>

namespace postroom::mapi {

inline constexpr std::string_view kProviderDisplay = "Postroom message store";  // PR_PROVIDER_DISPLAY
inline constexpr std::string_view kComponent = "Postroom";                      // MAPIERROR
inline constexpr std::string_view kProviderFile = "libpostroom_mapi.so";        // as mapisvc.inf has it

}  // namespace postroom::mapi
