#include "support/long_run.h"

#include <cstdlib>
#include <string_view>

namespace postroom::testing {

bool is_long_run() {
  const char* wanted = std::getenv("POSTROOM_LONG");
  return wanted && std::string_view(wanted) == "1";
}

}  // namespace postroom::testing
