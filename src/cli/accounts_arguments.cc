#include "cli/accounts_arguments.h"

#include "base/try.h"

namespace postroom::cli {
namespace {

constexpr char kVariable[] = "POSTROOM_ACCOUNTS";

}  // namespace

void AccountsArguments::declare(Arguments& arguments) {
  arguments.option(
      address, "--accounts", "ADDRESS",
      "the file that holds the accounts, or postgresql://HOST/DATABASE (default: what the environment "
      "variable POSTROOM_ACCOUNTS says)");
}

Result<accounts::Directory> AccountsArguments::open(const Surroundings& around, MakeAccounts make) const {
  const auto place = address ? address : around.variable(kVariable);
  if (!place) {
    return Error{
        Code::invalid_argument,
        std::string("Say where the accounts are: with --accounts ADDRESS, or the environment variable ") +
            kVariable + ".",
        {}};
  }
  TRY_SET(auto records, open_accounts(*place, make));
  return accounts::Directory(std::move(records), around.clock, system_random());
}

const char* rights_word(Rights rights) { return rights == Rights::read_write ? "read-write" : "read-only"; }

}  // namespace postroom::cli
