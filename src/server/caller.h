// Who brings a request: a browser with a session's cookie or a program with a token; and whether the request
// really comes from this server's page.
#pragma once

#include <optional>
#include <string>

#include "accounts/directory.h"
#include "http/request.h"
#include "server/call.h"

namespace postroom::server {

inline constexpr std::string_view kSessionCookie = "postroom_session";
inline constexpr std::size_t kMaxClientText = 100;  // bytes of a program's name in histories

// The value of a cookie (RFC 6265, 4.2.1); the first of that name.
std::optional<std::string_view> find_cookie(const http::Fields& fields, std::string_view name);

// By the bearer token if Authorization is there, else by the cookie. Null for nobody.
Result<accounts::KnownIdentity> identify(accounts::Directory& directory, const http::Request& request);

// The same of who has been here a moment ago (Directory::recall); waits for nobody.
accounts::KnownIdentity recall(accounts::Directory& directory, const http::Request& request);

// 403 for an unsafe request that another site's page may have made the browser send: Sec-Fetch-Site and
// Origin say so where they are there, and a session's request has to have X-CSRF-Token. Tokens are never sent
// by a browser itself.
std::optional<Refusal> refuse_foreign(const http::Request& request, const accounts::Identity* identity);

// Who acts in a store: the person behind the credential, by the page or by what User-Agent says, with the
// rights of the credential.
Session session_of(const Service& service, const accounts::Identity& identity, const http::Request& request);

}  // namespace postroom::server
