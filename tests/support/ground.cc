#include "support/ground.h"

namespace postroom::testing {

std::unique_ptr<Ground> sqlite_ground(Place place) { return std::make_unique<Ground>(place); }

}  // namespace postroom::testing
