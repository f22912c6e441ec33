#include "mapi/random/amount.h"
#include "support/long_run.h"

namespace mapi_host {

Amount amount() { return postroom::testing::is_long_run() ? Amount{60, 20} : Amount{2, 1}; }

}  // namespace mapi_host
