// The secrets of sessions and tokens: 256 random bits as text, and what is derived from them.
#pragma once

#include <postroom/session.h>

#include <string>
#include <string_view>

#include "storage/accounts.h"

namespace postroom::accounts {

inline constexpr std::string_view kTokenPrefix = "pr_";  // of a token's secret, so that scanners can tell one

std::string make_secret(Random& random, storage::CredentialKind kind);
// Whether it could be one.
bool looks_like_secret(std::string_view text, storage::CredentialKind kind);

// By which it is found. Looking that up takes a time that tells of the hash, but nothing of the secret: it is
// BLAKE2b, and the secret is too long to be guessed, so it needs neither salt nor work.
Bytes hash_of_secret(std::string_view secret);
// From the secret alone, so that both are the same after a restart.
std::string csrf_of_secret(std::string_view secret);
std::uint64_t session_id_of_secret(std::string_view secret);

}  // namespace postroom::accounts
