// What both engines answer with Code::not_found.
#pragma once

#include <postroom/result.h>

namespace postroom::storage {

Error no_account_error();
Error no_grant_error();
Error no_credential_error();

}  // namespace postroom::storage
