#include "open/accounts.h"

#include <postroom/open.h>

#include "base/try.h"
#include "storage/postgres/postgres_accounts.h"
#include "storage/sqlite/sqlite_accounts.h"

namespace postroom {

Result<std::shared_ptr<storage::Accounts>> open_accounts(const std::string& address, MakeAccounts make) {
  TRY_SET(const AddressKind kind, address_kind(address));
  if (kind == AddressKind::database) {
    TRY_SET(auto accounts, storage::open_postgres_accounts(address));
    return std::shared_ptr<storage::Accounts>(std::move(accounts));
  }
  using storage::IfNoAccounts;
  TRY_SET(auto accounts, storage::open_sqlite_accounts(
                             address, make == MakeAccounts::no ? IfNoAccounts::fail : IfNoAccounts::make));
  return std::shared_ptr<storage::Accounts>(std::move(accounts));
}

}  // namespace postroom
