#include "accounts/directory.h"

#include "accounts/inside.h"
#include "accounts/naming.h"
#include "base/try.h"

namespace postroom::accounts {
namespace {

Account account_of(const storage::AccountRecord& record) {
  return {record.id,          record.name,    record.who, record.is_administrator,
          record.is_disabled, record.created, {}};
}

std::string quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

// With the grants, which are in order of account.
std::vector<Account> accounts_of(const std::vector<storage::AccountRecord>& records,
                                 const std::vector<storage::GrantRecord>& grants) {
  std::vector<Account> accounts;
  std::map<std::int64_t, std::size_t> places;
  for (const storage::AccountRecord& record : records) {
    places.emplace(record.id, accounts.size());
    accounts.push_back(account_of(record));
  }
  for (const storage::GrantRecord& grant : grants) {
    const auto place = places.find(grant.account);
    if (place != places.end()) accounts[place->second].stores.emplace(grant.store, grant.rights);
  }
  return accounts;
}

}  // namespace

Result<storage::AccountRecord> Directory::Inside::need(std::string_view name) {
  TRY_SET(auto found, records->account_named(name));
  if (found) return *std::move(found);
  return Error{Code::not_found, "There is no account named " + quoted(name) + ".", {}};
}

Result<Account> Directory::Inside::with_grants(const storage::AccountRecord& record) {
  TRY_SET(const auto grants, records->grants(record.id));
  Account account = account_of(record);
  for (const storage::GrantRecord& grant : grants) account.stores.emplace(grant.store, grant.rights);
  return account;
}

// Also after a failure, which may be that of an answer that did not come.
Status Directory::Inside::changed(Status done) {
  remembered.forget();
  return done;
}

Directory::Directory(std::shared_ptr<storage::Accounts> records, std::shared_ptr<const Clock> clock,
                     std::shared_ptr<Random> random, DirectoryOptions options)
    : inside_(new Inside{std::move(records),
                         std::move(clock),
                         std::move(random),
                         options,
                         Passwords(options.cost),
                         Attempts(options.attempts),
                         {}}) {}

Result<std::vector<Account>> Directory::list() {
  TRY_SET(const auto records, inside_->records->accounts());
  TRY_SET(const auto grants, inside_->records->grants());
  return accounts_of(records, grants);
}

Result<Account> Directory::find(std::string_view name) {
  TRY_SET(const auto record, inside_->need(name));
  return inside_->with_grants(record);
}

Result<Account> Directory::add(std::string name, std::string who, std::optional<std::string_view> password,
                               bool is_administrator) {
  TRY(check_account_name(name));
  TRY(check_who(who));
  storage::AccountRecord record;
  if (password) {
    TRY(check_new_password(*password));
    TRY_SET(record.password_hash, inside_->passwords.hash(*password));
  }
  record.name = std::move(name);
  record.who = std::move(who);
  record.is_administrator = is_administrator;
  record.created = inside_->clock->now();
  const auto inserted = inside_->records->insert_account(record);
  if (inserted.ok()) {
    record.id = *inserted;
    return account_of(record);
  }
  if (inserted.error().code != Code::collision) return inserted.error();
  TRY_SET(const auto same, inside_->records->account_named(record.name));
  if (same)
    return Error{Code::collision, "There is an account named " + quoted(record.name) + " already.", {}};
  return Error{Code::collision, "Another account's person is called " + quoted(record.who) + " already.", {}};
}

Status Directory::set_password(std::string_view name, std::string_view password, std::int64_t kept) {
  TRY(check_new_password(password));
  TRY_SET(const auto record, inside_->need(name));
  TRY_SET(const std::string hash, inside_->passwords.hash(password));
  return inside_->changed(inside_->records->set_password_hash(record.id, hash, kept));
}

Status Directory::set_disabled(std::string_view name, bool is_disabled) {
  TRY_SET(const auto record, inside_->need(name));
  return inside_->changed(inside_->records->set_disabled(record.id, is_disabled));
}

Status Directory::set_administrator(std::string_view name, bool is_administrator) {
  TRY_SET(const auto record, inside_->need(name));
  return inside_->changed(inside_->records->set_administrator(record.id, is_administrator));
}

Status Directory::remove(std::string_view name) {
  TRY_SET(const auto record, inside_->need(name));
  return inside_->changed(inside_->records->remove_account(record.id));
}

Status Directory::grant(std::string_view name, std::string_view store, Rights rights) {
  TRY(check_store_name(store));
  TRY_SET(const auto record, inside_->need(name));
  return inside_->changed(inside_->records->put_grant({record.id, std::string(store), rights}));
}

Status Directory::revoke(std::string_view name, std::string_view store) {
  TRY_SET(const auto record, inside_->need(name));
  Status removed = inside_->changed(inside_->records->remove_grant(record.id, store));
  if (removed.ok() || removed.error().code != Code::not_found) return removed;
  return Error{Code::not_found, quoted(name) + " has no right on the store " + quoted(store) + ".", {}};
}

Result<std::vector<Account>> Directory::members(std::string_view store) {
  TRY_SET(std::vector<Account> accounts, list());
  std::erase_if(accounts, [&](const Account& account) { return !account.stores.contains(store); });
  return accounts;
}

}  // namespace postroom::accounts
