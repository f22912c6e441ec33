#include "server/sign_in_routes.h"

#include "base/try.h"
#include "server/caller.h"
#include "server/json_place.h"
#include "server/refusals.h"
#include "server/session_json.h"

namespace postroom::server {
namespace {

// SameSite=Strict: no other site's page makes the browser send it.
std::string cookie(const Call& call, const std::string& secret) {
  std::string text = std::string(kSessionCookie) + "=" + secret + "; Path=/; HttpOnly; SameSite=Strict";
  if (call.service.secure_cookies || call.request.secure) text += "; Secure";
  return text;
}

std::string no_cookie(const Call& call) { return cookie(call, "") + "; Max-Age=0"; }

Refusal refuse_sign_in(Call& call, std::string_view name, const Error& error) {
  if (error.code == Code::no_access) return Refusal(problem("wrong_password", error.message));
  const auto wait = call.service.directory->attempt_wait(name, call.request.peer);
  if (error.code != Code::busy || !wait) return Refusal(error);
  Refusal refusal(problem("too_many_attempts", error.message));
  refusal.fields.set("Retry-After", std::to_string(wait->count()));
  return refusal;
}

http::Response signed_in(Call& call, const accounts::Directory::SignedIn& signed_in) {
  const accounts::Identity& identity = signed_in.identity;
  http::Response response = json_answer(
      200, session_json(call.service, identity, session_of(call.service, identity, call.request)));
  response.fields.add("Set-Cookie", cookie(call, signed_in.secret));
  return response;
}

Answer sign_in(Call& call) {
  TRY_SET(const boost::json::value body, json_object(call, {"name", "password"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace name, sent.need("name"));
  TRY_SET(const JsonPlace password, sent.need("password"));
  TRY_SET(const std::string name_text, name.text());
  TRY_SET(const std::string password_text, password.text());
  const auto entered = call.service.directory->sign_in(name_text, password_text, call.request.peer,
                                                       call.request.fields.find("User-Agent").value_or(""));
  if (!entered.ok()) return refuse_sign_in(call, name_text, entered.error());
  return signed_in(call, *entered);
}

Answer sign_out(Call& call) {
  if (call.identity->kind != storage::CredentialKind::session) {
    return Refusal(
        problem("no_access", "A token ends by DELETE /api/v1/tokens and its number; this is for browsers."));
  }
  TRY(call.service.directory->sign_out(*call.identity));
  http::Response response = http::no_content();
  response.fields.add("Set-Cookie", no_cookie(call));
  return response;
}

Answer show_session(Call& call) {
  return json_answer(200, session_json(call.service, *call.identity, call.session));
}

// The account's other sessions end.
Answer change_password(Call& call) {
  const accounts::Identity& identity = *call.identity;
  if (identity.kind != storage::CredentialKind::session) {
    return Refusal(problem("no_access", "A token cannot change the password; sign in with the browser."));
  }
  TRY_SET(const boost::json::value body, json_object(call, {"old", "new"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace before, sent.need("old"));
  TRY_SET(const JsonPlace after, sent.need("new"));
  TRY_SET(const std::string old_password, before.text());
  TRY_SET(const std::string new_password, after.text());
  accounts::Directory& directory = *call.service.directory;
  const Status proof = directory.check_password(identity.account.name, old_password, call.request.peer);
  if (!proof.ok() && proof.error().code == Code::no_access)
    return before.wrong("The old password is another one.");
  if (!proof.ok()) return refuse_sign_in(call, identity.account.name, proof.error());
  const Status changed = directory.set_password(identity.account.name, new_password, identity.credential);
  if (!changed.ok()) return Refusal(at(after.where(), changed.error()));
  return http::no_content();
}

}  // namespace

void add_sign_in_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  add(router, service, {Method::post, "/api/v1/sign-in", Needs::nothing, sign_in, kMaxSignInBody});
  add(router, service, {Method::post, "/api/v1/sign-out", Needs::identity, sign_out, kMaxSignInBody});
  add(router, service, {Method::get, "/api/v1/session", Needs::identity, show_session});
  add(router, service, {Method::post, "/api/v1/password", Needs::identity, change_password, kMaxSignInBody});
}

}  // namespace postroom::server
