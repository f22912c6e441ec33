#include "mapi/rows/mapi_test.h"
#include "support/postgres_ground.h"

namespace mapi_host {

std::unique_ptr<postroom::testing::Ground> make_ground() {
  return postroom::testing::postgres_ground(postroom::testing::Place::memory);
}

}  // namespace mapi_host
