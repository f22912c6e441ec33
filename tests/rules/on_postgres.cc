#include "rules/save_rules.h"
#include "support/postgres_ground.h"

namespace postroom::rules {

std::unique_ptr<testing::Ground> make_ground() { return testing::postgres_ground(testing::Place::disk); }

}  // namespace postroom::rules
