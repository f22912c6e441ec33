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

// On a thread of connections there is no waiting for the accounts, for a store to be opened, or for its readers.
enum class MayWait { yes, no };

Error would_wait() { return {Code::busy, "This takes a moment.", {}}; }

Result<accounts::KnownIdentity> identity_of(const Call& call, MayWait may_wait) {
  accounts::Directory& directory = *call.service.directory;
  if (may_wait == MayWait::yes) return identify(directory, call.request);
  return recall(directory, call.request);
}

Result<Store> store_of(const Call& call, MayWait may_wait) {
  if (may_wait == MayWait::yes) return call.service.stores->open(call.store_name);
  if (call.service.readings > kMaxReadingsBeside) return would_wait();
  auto store = call.service.stores->find_open_file(call.store_name);
  if (!store) return would_wait();
  return *std::move(store);
}

std::optional<Refusal> enter_store(Call& call, Needs needs, MayWait may_wait) {
  call.store_name = call.parameter("store");
  const accounts::Identity& identity = *call.identity;
  const auto grant = identity.account.stores.find(call.store_name);
  if (grant == identity.account.stores.end() || !call.service.stores->setting(call.store_name)) {
    return Refusal(no_such_store(call.store_name));
  }
  if (needs == Needs::writing && identity.rights == Rights::read_only) return reading_only("The token is");
  if (needs == Needs::writing && grant->second == Rights::read_only)
    return reading_only("Your access to this store is");
  auto store = store_of(call, may_wait);
  if (!store.ok()) return Refusal(store.error());
  call.store = *std::move(store);
  if (grant->second == Rights::read_only) call.session.rights = Rights::read_only;
  return std::nullopt;
}

// Fills in what the route needs, or says why it cannot be had.
std::optional<Refusal> prepare(Call& call, Needs needs, MayWait may_wait = MayWait::yes) {
  if (needs == Needs::nothing) return refuse_foreign(call.request, nullptr);
  auto identity = identity_of(call, may_wait);
  if (!identity.ok()) return Refusal(identity.error());
  if (!*identity) return signed_out();
  call.identity = *std::move(identity);
  if (auto foreign = refuse_foreign(call.request, &*call.identity)) return foreign;
  call.session = session_of(call.service, *call.identity, call.request);
  if (needs == Needs::administrator && !call.identity->account.is_administrator) {
    return Refusal(problem("no_access", "Only an administrator may do that."));
  }
  if (needs == Needs::reading || needs == Needs::writing) return enter_store(call, needs, may_wait);
  return std::nullopt;
}

http::Response to_response(Answer answer, const http::Request& request) {
  if (const auto* refusal = std::get_if<Refusal>(&answer)) return server::to_response(*refusal, request);
  http::Response response = std::get<http::Response>(std::move(answer));
  if (!response.fields.has("Cache-Control")) response.fields.add("Cache-Control", "no-store");
  return response;
}

Call make_call(Service& service, const http::Request& request) {
  return {service, request, nullptr, std::nullopt, {}, {}};
}

// Who cannot be prepared without waiting, or is refused, is seen to by a worker.
http::AtOnce at_once(const std::shared_ptr<Service>& service, Needs needs, CallAtOnce look) {
  return [service, needs, look = std::move(look)](const http::Request& request) -> std::optional<http::Response> {
    Call call = make_call(*service, request);
    if (prepare(call, needs, MayWait::no)) return std::nullopt;
    std::optional<Answer> answer = look(call);
    if (!answer) return std::nullopt;
    return to_response(*std::move(answer), request);
  };
}

// Counts a handler that reads, while it does.
class Reading {
 public:
  Reading(Service& service, Needs needs) : service_(service), counts_(needs == Needs::reading ? 1 : 0) {
    service_.readings += counts_;
  }
  ~Reading() { service_.readings -= counts_; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Service& service_;
  const int counts_;
};

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
  added.handle = [service, needs = route.needs,
                  handle = std::move(route.handle)](const http::Request& request) {
    Call call = make_call(*service, request);
    if (auto refusal = prepare(call, needs)) return to_response(*std::move(refusal), request);
    const Reading reading(*service, needs);
    return to_response(handle(call), request);
  };
  if (route.at_once) added.at_once = at_once(service, route.needs, std::move(route.at_once));
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
