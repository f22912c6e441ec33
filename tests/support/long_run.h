// ./test long: tests that sample otherwise go through everything.
#pragma once

namespace postroom::testing {

bool is_long_run();  // POSTROOM_LONG=1 in the environment

}  // namespace postroom::testing
