#include "server/caller.h"

#include <postroom/text.h>

#include <algorithm>

#include "server/refusals.h"

namespace postroom::server {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// As long for a wrong text as for a right one.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

bool is_safe(http::Method method) {
  return method == http::Method::get || method == http::Method::head || method == http::Method::options;
}

// What stands behind "://": the host and, if it is not the scheme's own, the port.
std::string_view authority_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return scheme == origin.npos ? std::string_view() : origin.substr(scheme + 3);
}

// Browsers of today say it in Sec-Fetch-Site, which no page can forge; Origin is for those that do not, and
// has to be the address under which the request came.
bool is_from_elsewhere(const http::Fields& fields) {
  if (const auto site = fields.find("Sec-Fetch-Site")) return *site != "same-origin" && *site != "none";
  const auto origin = fields.find("Origin");
  if (!origin) return false;
  const std::string_view authority = authority_of(*origin);
  return authority.empty() || !equals_ignoring_ascii_case(authority, fields.find("Host").value_or(""));
}

struct Credential {
  std::string_view secret;
  storage::CredentialKind kind = storage::CredentialKind::session;
};

std::optional<Credential> credential_in(const http::Fields& fields) {
  constexpr std::string_view kBearer = "Bearer ";
  if (const auto authorization = fields.find("Authorization")) {
    if (!equals_ignoring_ascii_case(authorization->substr(0, kBearer.size()), kBearer)) return std::nullopt;
    return Credential{trim(authorization->substr(kBearer.size())), storage::CredentialKind::token};
  }
  const auto cookie = find_cookie(fields, kSessionCookie);
  return cookie ? std::optional(Credential{*cookie}) : std::nullopt;
}

std::string client_name(const accounts::Identity& identity, const http::Request& request) {
  if (identity.kind == storage::CredentialKind::session) return "postroom-web";
  std::string name = repair_utf8(request.fields.find("User-Agent").value_or(""));
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  name = truncate_utf8(trim(name), kMaxClientText);
  return name.empty() ? "a program" : name;
}

}  // namespace

std::optional<std::string_view> find_cookie(const http::Fields& fields, std::string_view name) {
  for (std::string_view rest : fields.all("Cookie")) {
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return std::nullopt;
}

Result<accounts::KnownIdentity> identify(accounts::Directory& directory, const http::Request& request) {
  const auto brought = credential_in(request.fields);
  if (!brought) return accounts::KnownIdentity();
  return directory.identify(brought->secret, brought->kind);
}

accounts::KnownIdentity recall(accounts::Directory& directory, const http::Request& request) {
  const auto brought = credential_in(request.fields);
  return brought ? directory.recall(brought->secret, brought->kind) : nullptr;
}

std::optional<Refusal> refuse_foreign(const http::Request& request, const accounts::Identity* identity) {
  if (is_safe(request.method)) return std::nullopt;
  if (identity && identity->kind == storage::CredentialKind::token) return std::nullopt;
  if (is_from_elsewhere(request.fields)) {
    return Refusal(problem("csrf", "The request was made by the page of another site; nothing was done."));
  }
  if (!identity || same_secret(request.fields.find("X-CSRF-Token").value_or(""), identity->csrf))
    return std::nullopt;
  return Refusal(problem("csrf", "X-CSRF-Token has to be the session's csrf; GET /api/v1/session tells it."));
}

Session session_of(const Service& service, const accounts::Identity& identity, const http::Request& request) {
  Session session;
  session.who = identity.account.who;
  session.client = client_name(identity, request);
  session.rights = identity.rights;
  session.id = identity.session;
  session.clock = service.clock;
  session.random = service.random;
  return session;
}

}  // namespace postroom::server
