#include "mapi/random/amount.h"
#include "support/long_run.h"

namespace mapi_host {

Amount amount() { return postroom::testing::is_long_run() ? Amount{400, 100} : Amount{6, 3}; }

}  // namespace mapi_host
