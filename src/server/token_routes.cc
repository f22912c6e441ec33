#include "server/token_routes.h"

#include <postroom/time.h>

#include <boost/json/array.hpp>

#include "base/try.h"
#include "server/json_place.h"
#include "server/json_values.h"
#include "server/refusals.h"
#include "server/session_json.h"

namespace postroom::server {
namespace {

Answer list_tokens(Call& call) {
  TRY_SET(const auto tokens, call.service.directory->tokens(call.identity->account.name));
  boost::json::array shown;
  for (const accounts::Token& token : tokens) shown.push_back(token_json(token));
  return json_answer(200, boost::json::object{{"tokens", std::move(shown)}});
}

// Whoever has a credential for reading only cannot make or end others with it.
std::optional<Refusal> refuse_reader(const Call& call) {
  if (call.identity->rights == Rights::read_write) return std::nullopt;
  return Refusal(problem("read_only", "The token is for reading only: it can neither make nor end tokens."));
}

// A token makes none that outlives it: who finds one does not keep the way in.
Result<std::optional<FileTime>> expiry_of(const Call& call, const JsonPlace& sent) {
  const auto member = sent.find("expires");
  const std::optional<FileTime>& most = call.identity->expires;
  std::optional<FileTime> expires;
  if (member) {
    TRY_SET(expires, time_from_json(*member));
  }
  if (expires && *expires <= call.service.clock->now()) return member->wrong("The token would have expired already.");
  if (most && (!expires || *expires > *most)) {
    return invalid_at("/expires", "The token that you have ends at " + to_iso8601(*most) +
                                      "; one that it makes cannot last longer.");
  }
  return expires;
}

Answer add_token(Call& call) {
  if (auto refusal = refuse_reader(call)) return *std::move(refusal);
  TRY_SET(const boost::json::value body, json_object(call, {"label", "rights", "expires"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace label, sent.need("label"));
  TRY_SET(const std::string label_text, label.text());
  TRY_SET(const auto rights_text, sent.find_text("rights"));
  const auto rights = rights_text ? parse_session_rights(*rights_text) : Rights::read_write;
  if (!rights) return sent.find("rights")->wrong("Expected \"read-write\" or \"read-only\".");
  TRY_SET(const auto expires, expiry_of(call, sent));
  const auto made =
      call.service.directory->add_token(call.identity->account.name, label_text, *rights, expires);
  if (!made.ok() && made.error().code == Code::too_big)
    return Refusal(problem("too_many", made.error().message));
  if (!made.ok()) return Refusal(at(label.where(), made.error()));
  return json_answer(201, boost::json::object{{"id", made->id}, {"secret", made->secret}});
}

Answer remove_token(Call& call) {
  if (auto refusal = refuse_reader(call)) return *std::move(refusal);
  const auto id = parse_whole(call.parameter("token"));
  if (!id) return Error{Code::not_found, "You have no token '" + call.parameter("token") + "'.", {}};
  TRY(call.service.directory->remove_token(call.identity->account.name, *id));
  return http::no_content();
}

}  // namespace

void add_token_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  add(router, service, {Method::get, "/api/v1/tokens", Needs::identity, list_tokens});
  add(router, service, {Method::post, "/api/v1/tokens", Needs::identity, add_token, kMaxTokenBody});
  add(router, service, {Method::delete_, "/api/v1/tokens/{token}", Needs::identity, remove_token});
}

}  // namespace postroom::server
