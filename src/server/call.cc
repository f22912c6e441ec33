#include "server/call.h"

#include <cassert>

#include "base/try.h"
#include "server/caller.h"
#include "server/json_place.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

Refusal signed_out() {
  Refusal refusal(problem("signed_out", "Sign in, or bring a token: nobody is signed in, or no longer."));
  refusal.fields.add("WWW-Authenticate", "Bearer realm=\"postroom\"");
  return refusal;
}

// The same whether there is none or the caller has no grant on it.
Error no_such_store(std::string_view name) {
  return {Code::not_found, "There is no store '" + std::string(name) + "' that you may use.", {}};
}

Refusal reading_only(const std::string& what) {
  return Refusal(problem("read_only", what + " for reading only; nothing was changed."));
}

std::optional<Refusal> enter_store(Call& call, Needs needs) {
  call.store_name = call.parameter("store");
  const accounts::Identity& identity = *call.identity;
  const auto grant = identity.account.stores.find(call.store_name);
  if (grant == identity.account.stores.end() || !call.service.stores->setting(call.store_name)) {
    return Refusal(no_such_store(call.store_name));
  }
  if (needs == Needs::writing && identity.rights == Rights::read_only) return reading_only("The token is");
  if (needs == Needs::writing && grant->second == Rights::read_only)
    return reading_only("Your access to this store is");
  auto store = call.service.stores->open(call.store_name);
  if (!store.ok()) return Refusal(store.error());
  call.store = *std::move(store);
  if (grant->second == Rights::read_only) call.session.rights = Rights::read_only;
  return std::nullopt;
}

// Fills in what the route needs, or says why it cannot be had.
std::optional<Refusal> prepare(Call& call, Needs needs) {
  if (needs == Needs::nothing) return refuse_foreign(call.request, nullptr);
  auto identity = identify(*call.service.directory, call.request);
  if (!identity.ok()) return Refusal(identity.error());
  if (!*identity) return signed_out();
  call.identity = **std::move(identity);
  if (auto foreign = refuse_foreign(call.request, &*call.identity)) return foreign;
  call.session = session_of(call.service, *call.identity, call.request);
  if (needs == Needs::administrator && !call.identity->account.is_administrator) {
    return Refusal(problem("no_access", "Only an administrator may do that."));
  }
  if (needs == Needs::reading || needs == Needs::writing) return enter_store(call, needs);
  return std::nullopt;
}

http::Response to_response(Answer answer, const http::Request& request) {
  if (const auto* refusal = std::get_if<Refusal>(&answer)) return server::to_response(*refusal, request);
  http::Response response = std::get<http::Response>(std::move(answer));
  if (!response.fields.has("Cache-Control")) response.fields.add("Cache-Control", "no-store");
  return response;
}

Call make_call(Service& service, const http::Request& request) {
  return {service, request, std::nullopt, std::nullopt, {}, {}};
}

Result<std::int64_t> id_parameter(const Call& call, std::string_view name) {
  const auto id = parse_whole(call.parameter(name));
  if (id && *id > 0) return *id;
  return Error{
      Code::not_found, "'" + call.parameter(name) + "' is no number of a " + std::string(name) + ".", {}};
}

}  // namespace

const std::string& Call::parameter(std::string_view name) const {
  const auto found = request.parameters.find(name);
  assert(found != request.parameters.end());
  return found->second;
}

void add(http::Router& router, const std::shared_ptr<Service>& service, ApiRoute route) {
  http::Route added;
  added.method = route.method;
  added.pattern = std::move(route.pattern);
  added.max_body = route.max_body;
  added.runs = route.runs;
  added.handle = [service, needs = route.needs,
                  handle = std::move(route.handle)](const http::Request& request) {
    Call call = make_call(*service, request);
    if (auto refusal = prepare(call, needs)) return to_response(*std::move(refusal), request);
    return to_response(handle(call), request);
  };
  added.admit = [service,
                 needs = route.needs](const http::Request& request) -> std::optional<http::Response> {
    Call call = make_call(*service, request);
    auto refusal = prepare(call, needs);
    if (!refusal) return std::nullopt;
    return to_response(*std::move(refusal), request);
  };
  router.add(std::move(added));
}

std::string store_path(const Call& call) { return "/api/v1/stores/" + call.store_name; }

Result<MessageId> message_parameter(const Call& call, std::string_view name) {
  TRY_SET(const std::int64_t id, id_parameter(call, name));
  return MessageId{id};
}

Result<FolderId> folder_parameter(const Call& call, std::string_view name) {
  TRY_SET(const std::int64_t id, id_parameter(call, name));
  return FolderId{id};
}

Result<std::optional<std::int64_t>> number_query(const Call& call, std::string_view name, std::int64_t least,
                                                 std::int64_t most) {
  const auto text = call.request.parsed.query.find(name);
  if (!text) return std::optional<std::int64_t>();
  const auto number = parse_whole(*text);
  if (number && *number >= least && *number <= most) return number;
  return invalid_at(name, "The parameter " + std::string(name) + " has to be a number from " +
                              std::to_string(least) + " to " + std::to_string(most) + ".");
}

Result<bool> yes_no_query(const Call& call, std::string_view name, bool otherwise) {
  const auto text = call.request.parsed.query.find(name);
  if (!text) return otherwise;
  if (*text == "true") return true;
  if (*text == "false") return false;
  return invalid_at(name, "The parameter " + std::string(name) + " has to be true or false.");
}

}  // namespace postroom::server
