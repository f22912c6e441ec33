// One request on its way through a handler: who asks, in which store, with which parameters.
#pragma once

#include <boost/json/value.hpp>

#include "http/problem.h"
#include "http/router.h"
#include "server/service.h"

namespace postroom::server {

// A refusal as the API tells it. Made from an Error, or by a handler that has more to say.
struct Refusal {
  http::Problem problem;
  http::Fields fields;  // such as ETag, Retry-After
  std::string note;     // for the server's log
  Refusal(http::Problem what) : problem(std::move(what)) {}
  Refusal(const Error& error);  // refusals.h: each Code has one status and one name
};

// A handler's answer.
using Answer = std::variant<http::Response, Refusal>;

// Who may call a route.
enum class Needs {
  nothing,   // anybody
  identity,  // somebody signed in, or a token
  reading,   // the store {store} of the path: the caller has a grant on it
  writing,   // the same, and may write
  administrator,
};

struct Call {
  Service& service;
  const http::Request& request;
  accounts::KnownIdentity identity;  // there but under Needs::nothing
  std::optional<Store> store;        // there under Needs::reading and writing
  std::string store_name;
  Session session;  // who acts, for every operation of the store

  // A parameter of the path. Asserts that the pattern has it.
  const std::string& parameter(std::string_view name) const;
};

using CallHandler = std::function<Answer(Call&)>;
// As http::AtOnce. Called for who has been here a moment ago, for a store that is open and a file, while few others
// read (kMaxReadingsBeside): a look-up then waits for nobody. Where it is not sure of its answer it says nothing.
using CallAtOnce = std::function<std::optional<Answer>(Call&)>;

struct ApiRoute {
  http::Method method = http::Method::get;
  std::string pattern;
  Needs needs = Needs::reading;
  CallHandler handle;
  std::uint64_t max_body = 0;  // bytes
  CallAtOnce at_once = {};     // asked before `handle`; may be null
};

// Puts the route in: identifies the caller by cookie or bearer token (401), checks that unsafe requests with
// a cookie come from this server's page (caller.h, 403), what the route needs (403; a store without a grant
// is 404, like one that is not there), opens the store, and turns refusals into problem documents. Answers
// say Cache-Control: no-store unless the handler says something else. A body of more than
// http::kMaxBodyInMemory is not read for who is refused.
void add(http::Router& router, const std::shared_ptr<Service>& service, ApiRoute route);

// A store has eight connections for reading, and who finds all of them in use waits.
inline constexpr int kMaxReadingsBeside = 4;

// "/api/v1/stores/shop": what stands before the paths of the call's store.
std::string store_path(const Call& call);

// Reading what was sent. Each Error is Code::invalid_argument and names the place; further checks of JSON are
// those of JsonPlace (json_place.h).
Result<MessageId> message_parameter(const Call& call, std::string_view name = "message");
Result<FolderId> folder_parameter(const Call& call, std::string_view name = "folder");
Result<std::optional<std::int64_t>> number_query(const Call& call, std::string_view name, std::int64_t least,
                                                 std::int64_t most);
Result<bool> yes_no_query(const Call& call, std::string_view name,
                          bool otherwise = false);  // "true", "false"
// The body as JSON. Code::invalid_argument says where it is none, not_supported that Content-Type is another
// (415; it may be left out).
Result<boost::json::value> json_body(const Call& call);
// As json_body(), which has to be an object whose members are all among `known`: misspelt ones are refused.
Result<boost::json::object> json_object(const Call& call, std::initializer_list<std::string_view> known);

http::Response json_answer(unsigned status, const boost::json::value& value);

}  // namespace postroom::server
