#include "storage/account_errors.h"

namespace postroom::storage {

Error no_account_error() { return {Code::not_found, "There is no such account any more.", {}}; }

Error no_grant_error() { return {Code::not_found, "The account has no right on this store.", {}}; }

Error no_credential_error() { return {Code::not_found, "There is no such session or token any more.", {}}; }

}  // namespace postroom::storage
