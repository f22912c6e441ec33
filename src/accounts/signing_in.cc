#include <postroom/text.h>

#include <algorithm>

#include "accounts/inside.h"
#include "accounts/secrets.h"
#include "base/try.h"

namespace postroom::accounts {
namespace {

using storage::AccountRecord;
using storage::CredentialKind;
using storage::CredentialRecord;

Error wrong_error() { return {Code::no_access, "The name or the password is wrong.", {}}; }

Error too_many_attempts(std::chrono::seconds wait) {
  return {Code::busy,
          "There were too many attempts to sign in; try again in " + std::to_string(wait.count()) +
              (wait.count() == 1 ? " second." : " seconds."),
          {}};
}

// As accounts are named. One that is too long stays so, and there is no such account.
std::string as_account_name(std::string_view name) {
  return to_lower_ascii(name.substr(0, kMaxAccountName + 1));
}

Identity identity_of(Account account, const CredentialRecord& record, std::string_view secret) {
  Identity identity;
  identity.account = std::move(account);
  identity.rights = record.rights;
  identity.kind = record.kind;
  identity.credential = record.id;
  if (record.kind == CredentialKind::session) identity.csrf = csrf_of_secret(secret);
  if (record.kind == CredentialKind::token) identity.expires = record.expires;
  identity.session = session_id_of_secret(secret);
  return identity;
}

}  // namespace

Result<AccountRecord> Directory::Inside::check(std::string_view given_name, std::string_view password,
                                               std::string_view peer) {
  const std::string name = as_account_name(given_name);
  if (const auto wait = attempts.begin(name, peer, clock->now())) return too_many_attempts(*wait);
  // A failure of ours is no attempt.
  const auto give_up = [&](Error error) {
    attempts.withdrawn(name, peer);
    return error;
  };
  auto found = records->account_named(name);
  if (!found.ok()) return give_up(std::move(found).error());
  const std::optional<AccountRecord>& record = *found;
  const bool may_come = record && !record->is_disabled;
  const auto matches = passwords.matches(may_come ? record->password_hash : std::string(), password);
  if (!matches.ok()) return give_up(matches.error());
  if (!*matches) return wrong_error();
  attempts.succeeded(name, peer);
  return *record;
}

Status Directory::Inside::make_room(std::int64_t account) {
  TRY_SET(const auto sessions, records->credentials(account, CredentialKind::session));
  if (sessions.size() < kMaxSessions) return ok_status();
  const auto oldest = std::min_element(sessions.begin(), sessions.end(), [](const auto& a, const auto& b) {
    return a.last_used < b.last_used;
  });
  const Status removed = records->remove_credential(oldest->id);
  return removed.ok() || removed.error().code == Code::not_found ? changed(ok_status()) : removed;
}

FileTime Directory::Inside::session_end(FileTime created, FileTime used) const {
  return std::min(created + options.session_age, used + options.session_idle);
}

Result<Directory::SignedIn> Directory::sign_in(std::string_view name, std::string_view password,
                                               std::string_view peer, std::string_view browser) {
  TRY_SET(const AccountRecord checked, inside_->check(name, password, peer));
  TRY(inside_->make_room(checked.id));
  SignedIn signed_in;
  signed_in.secret = make_secret(*inside_->random, CredentialKind::session);
  CredentialRecord record;
  record.account = checked.id;
  record.secret_hash = hash_of_secret(signed_in.secret);
  record.label = truncate_utf8(repair_utf8(browser.substr(0, kMaxTokenLabel)), kMaxTokenLabel);
  record.created = record.last_used = inside_->clock->now();
  record.expires = inside_->session_end(record.created, record.created);
  TRY_SET(record.id, inside_->records->insert_credential(record));
  // Had the password been changed or the account been disabled before the session was there, it would not
  // have ended with the others.
  TRY_SET(const auto now, inside_->records->account(checked.id));
  if (!now || now->is_disabled || now->password_hash != checked.password_hash) {
    (void)inside_->records->remove_credential(record.id);
    return wrong_error();
  }
  TRY_SET(Account account, inside_->with_grants(*now));
  signed_in.identity = identity_of(std::move(account), record, signed_in.secret);
  return signed_in;
}

Status Directory::check_password(std::string_view name, std::string_view password, std::string_view peer) {
  TRY(inside_->check(name, password, peer));
  return ok_status();
}

std::optional<std::chrono::seconds> Directory::attempt_wait(std::string_view name, std::string_view peer) {
  return inside_->attempts.wait(as_account_name(name), peer, inside_->clock->now());
}

Status Directory::sign_out(const Identity& identity) {
  if (identity.kind != CredentialKind::session)
    return Error{Code::invalid_argument, "A token is not signed out but removed.", {}};
  const Status removed = inside_->changed(inside_->records->remove_credential(identity.credential));
  return removed.ok() || removed.error().code == Code::not_found ? ok_status() : removed;
}

// Moves the end of a session that is in use. Not at every request: that would be a commit each.
Status Directory::Inside::note_use(CredentialRecord& record, FileTime now) {
  const auto every = std::min<Ticks>(kUseNotedEvery, options.session_idle / 4);
  if (now - record.last_used < every) return ok_status();
  record.last_used = now;
  if (record.kind == CredentialKind::session) record.expires = session_end(record.created, now);
  return records->touch_credential(record.id, record.last_used, record.expires);
}

KnownIdentity Directory::recall(std::string_view secret, CredentialKind kind) {
  if (!looks_like_secret(secret, kind)) return nullptr;
  return inside_->remembered.find(hash_of_secret(secret), inside_->clock->now());
}

Result<KnownIdentity> Directory::identify(std::string_view secret, CredentialKind kind) {
  if (!looks_like_secret(secret, kind)) return KnownIdentity();
  const FileTime now = inside_->clock->now();
  const Bytes hash = hash_of_secret(secret);
  if (auto known = inside_->remembered.find(hash, now)) return known;
  const std::uint64_t changes = inside_->remembered.changes();
  TRY_SET(auto record, inside_->records->find_credential(hash));
  if (!record || record->kind != kind || (record->expires && *record->expires <= now)) return KnownIdentity();
  TRY_SET(const auto account, inside_->records->account(record->account));
  if (!account || account->is_disabled) return KnownIdentity();
  // Who may read may do so while nothing can be written, such as on a full disk.
  (void)inside_->note_use(*record, now);
  TRY_SET(Account whole, inside_->with_grants(*account));
  auto identity = std::make_shared<const Identity>(identity_of(std::move(whole), *record, secret));
  const FileTime until = now + kRememberedFor;
  inside_->remembered.put(hash, identity, now, record->expires ? std::min(until, *record->expires) : until, changes);
  return KnownIdentity(std::move(identity));
}

}  // namespace postroom::accounts
