#include "rules/save_rules.h"

namespace postroom::rules {

std::unique_ptr<testing::Ground> make_ground() { return testing::sqlite_ground(testing::Place::disk); }

}  // namespace postroom::rules
