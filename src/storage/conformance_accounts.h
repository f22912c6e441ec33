// What accounts.h says in words, said in tests; an engine runs them as those of conformance.h:
//   INSTANTIATE_TEST_SUITE_P(Sqlite, AccountsTest, testing::Values(AccountsFactory{...}), accounts_name);
#pragma once

#include "storage/accounts.h"
#include "storage/conformance_samples.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace postroom::storage {

struct AccountsFactory {
  std::string name;  // letters and digits
  // An address where there are no accounts yet, but may be. `folder` is new and empty and belongs to one
  // test.
  std::function<std::string(const std::filesystem::path& folder)> address;
  std::function<Result<std::unique_ptr<Accounts>>(const std::string& address)> open;
};

inline void PrintTo(const AccountsFactory& factory, std::ostream* out) { *out << factory.name; }

inline std::string accounts_name(const testing::TestParamInfo<AccountsFactory>& info) {
  return info.param.name;
}

class AccountsTest : public testing::TestWithParam<AccountsFactory> {
 public:
  void SetUp() override;
  void TearDown() override;

 protected:
  Accounts& accounts() { return *accounts_; }
  std::unique_ptr<Accounts> open_another() const { return must(GetParam().open(address_)); }
  void reopen();
  // With something in every field, and the id that it was given.
  AccountRecord add_account(const std::string& name);
  CredentialRecord add_credential(std::int64_t account, CredentialKind kind, const std::string& secret);

 private:
  std::filesystem::path folder_;
  std::string address_;
  std::unique_ptr<Accounts> accounts_;
};

}  // namespace postroom::storage
