// What the tests of this folder share: a directory on a file of accounts, with a clock that stands still.
#pragma once

#include "accounts/directory.h"
#include "storage/sqlite/sqlite_accounts.h"
#include "support/hand_clock.h"
#include "support/must.h"
#include "support/seeded_random.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace postroom::accounts {

using postroom::testing::code_of;
using postroom::testing::HandClock;
using postroom::testing::must;
using postroom::testing::SeededRandom;
using storage::CredentialKind;

inline constexpr PasswordCost kLeastCost{1, 8192};  // libsodium's least

// Accounts of which a test hears, and that fail when it says so.
class WatchedAccounts final : public storage::Accounts {
 public:
  explicit WatchedAccounts(std::unique_ptr<storage::Accounts> inner) : inner_(std::move(inner)) {}

  std::function<void()> before_account;  // each reading of one account by id, before and after
  std::function<void()> after_account;
  std::optional<Error> failure;  // of every reading by name
  std::optional<Error> touch_failure;
  int readings = 0;  // of one credential
  int touches = 0;

  Result<std::vector<storage::AccountRecord>> accounts() override { return inner_->accounts(); }
  Result<std::optional<storage::AccountRecord>> account(std::int64_t id) override {
    if (before_account) before_account();
    auto found = inner_->account(id);
    if (after_account) after_account();
    return found;
  }
  Result<std::optional<storage::AccountRecord>> account_named(std::string_view name) override {
    if (failure) return *failure;
    return inner_->account_named(name);
  }
  Result<std::int64_t> insert_account(const storage::AccountRecord& record) override {
    return inner_->insert_account(record);
  }
  Status set_password_hash(std::int64_t account, std::string_view hash, std::int64_t kept) override {
    return inner_->set_password_hash(account, hash, kept);
  }
  Status set_disabled(std::int64_t account, bool disabled) override {
    return inner_->set_disabled(account, disabled);
  }
  Status set_administrator(std::int64_t account, bool is) override {
    return inner_->set_administrator(account, is);
  }
  Status remove_account(std::int64_t id) override { return inner_->remove_account(id); }
  Result<std::vector<storage::GrantRecord>> grants() override { return inner_->grants(); }
  Result<std::vector<storage::GrantRecord>> grants(std::int64_t account) override {
    return inner_->grants(account);
  }
  Status put_grant(const storage::GrantRecord& grant) override { return inner_->put_grant(grant); }
  Status remove_grant(std::int64_t account, std::string_view store) override {
    return inner_->remove_grant(account, store);
  }
  Result<std::vector<storage::CredentialRecord>> credentials(std::int64_t account,
                                                             CredentialKind kind) override {
    return inner_->credentials(account, kind);
  }
  Result<std::optional<storage::CredentialRecord>> find_credential(ByteView hash) override {
    ++readings;
    return inner_->find_credential(hash);
  }
  Result<std::int64_t> insert_credential(const storage::CredentialRecord& record) override {
    return inner_->insert_credential(record);
  }
  Status touch_credential(std::int64_t id, FileTime used, std::optional<FileTime> expires) override {
    ++touches;
    if (touch_failure) return *touch_failure;
    return inner_->touch_credential(id, used, expires);
  }
  Status remove_credential(std::int64_t id) override { return inner_->remove_credential(id); }
  Result<std::int64_t> remove_expired_credentials(FileTime now) override {
    return inner_->remove_expired_credentials(now);
  }

 private:
  const std::unique_ptr<storage::Accounts> inner_;
};

inline DirectoryOptions cheap() {
  DirectoryOptions options;
  options.cost = kLeastCost;
  return options;
}

class DirectoryTest : public ::testing::Test {
 protected:
  static std::unique_ptr<storage::Accounts> open_file(const std::string& path) {
    return must(storage::open_sqlite_accounts(path, storage::IfNoAccounts::make));
  }
  // As another process would have it.
  Directory open_another() { return {open_file(folder_.path("accounts")), clock_, random_, cheap()}; }
  Result<Directory::SignedIn> sign_in(std::string_view name, std::string_view password) {
    return directory_.sign_in(name, password, "192.0.2.1", "Browser 1");
  }
  KnownIdentity identify(const std::string& secret, CredentialKind kind = CredentialKind::session) {
    return must(directory_.identify(secret, kind));
  }

  const postroom::testing::TemporaryFolder folder_{postroom::testing::Place::memory};
  const std::shared_ptr<HandClock> clock_ = std::make_shared<HandClock>(from_unix_seconds(1'800'000'000));
  const std::shared_ptr<SeededRandom> random_ = std::make_shared<SeededRandom>(1);
  const std::shared_ptr<WatchedAccounts> records_ =
      std::make_shared<WatchedAccounts>(open_file(folder_.path("accounts")));
  Directory directory_{records_, clock_, random_, cheap()};
};

inline constexpr char kPassword[] = "correct horse";
inline constexpr char kOtherPassword[] = "battery staple";

}  // namespace postroom::accounts
