#include <algorithm>

#include "accounts/inside.h"
#include "accounts/naming.h"
#include "accounts/secrets.h"
#include "base/try.h"

namespace postroom::accounts {
namespace {

using storage::CredentialKind;
using storage::CredentialRecord;

Token token_of(const CredentialRecord& record) {
  return {record.id, record.label, record.rights, record.created, record.last_used, record.expires};
}

}  // namespace

Result<std::vector<Token>> Directory::tokens(std::string_view name) {
  TRY_SET(const auto account, inside_->need(name));
  TRY_SET(const auto records, inside_->records->credentials(account.id, CredentialKind::token));
  std::vector<Token> tokens;
  for (const CredentialRecord& record : records) tokens.push_back(token_of(record));
  return tokens;
}

Result<NewSecret> Directory::add_token(std::string_view name, std::string label, Rights rights,
                                       std::optional<FileTime> expires) {
  TRY(check_token_label(label));
  const FileTime now = inside_->clock->now();
  if (expires && *expires <= now) {
    return Error{Code::invalid_argument, "The token would have expired already; give a time to come.", {}};
  }
  TRY_SET(const auto account, inside_->need(name));
  TRY_SET(const auto others, inside_->records->credentials(account.id, CredentialKind::token));
  if (others.size() >= kMaxTokens) {
    return Error{Code::too_big,
                 "An account has at most " + std::to_string(kMaxTokens) + " tokens; remove one first.",
                 {}};
  }
  NewSecret made;
  made.secret = make_secret(*inside_->random, CredentialKind::token);
  CredentialRecord record;
  record.account = account.id;
  record.kind = CredentialKind::token;
  record.secret_hash = hash_of_secret(made.secret);
  record.label = std::move(label);
  record.rights = rights;
  record.created = record.last_used = now;
  record.expires = expires;
  TRY_SET(made.id, inside_->records->insert_credential(record));
  return made;
}

Status Directory::remove_token(std::string_view name, std::int64_t id) {
  const Error missing{Code::not_found, "The account has no token " + std::to_string(id) + ".", {}};
  TRY_SET(const std::vector<Token> own, tokens(name));
  if (std::none_of(own.begin(), own.end(), [&](const Token& token) { return token.id == id; }))
    return missing;
  const Status removed = inside_->changed(inside_->records->remove_credential(id));
  return removed.ok() || removed.error().code != Code::not_found ? removed : Status(missing);
}

Result<std::int64_t> Directory::remove_expired() {
  return inside_->records->remove_expired_credentials(inside_->clock->now());
}

}  // namespace postroom::accounts
