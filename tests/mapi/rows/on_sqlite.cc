#include "mapi/rows/mapi_test.h"

namespace mapi_host {

std::unique_ptr<postroom::testing::Ground> make_ground() {
  return postroom::testing::sqlite_ground(postroom::testing::Place::memory);
}

}  // namespace mapi_host
