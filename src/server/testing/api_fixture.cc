#include "server/testing/api_fixture.h"

#include <postroom/tags.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

#include "http/problem.h"
#include "http/spool.h"
#include "open/accounts.h"
#include "server/api.h"
#include "server/event_routes.h"
#include "server/open_tables.h"
#include "server/testing/api_contract.h"
#include "server/uploads.h"

namespace postroom::server::testing {
namespace {

std::string text_of(const http::Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* text = std::get_if<http::Response::SharedText>(&response.body)) return **text;
  if (const auto* stream = std::get_if<http::Response::Stream>(&response.body)) {
    const Bytes bytes = must(read_all(*stream->source, 1 << 30));
    return std::string(as_text(bytes));
  }
  return {};
}

Reply reply_of(const http::Response& response) {
  Reply reply{response.status, response.fields, text_of(response), {}};
  const auto type = response.fields.find("Content-Type").value_or("");
  if (type == "application/json" || type == "application/problem+json")
    reply.json = boost::json::parse(reply.text);
  return reply;
}

StoreSetting made_shop(const std::string& address, const Session& owner) {
  must(create_store(address, owner));
  return {"shop", address, "The shop", {"shop@example.com"}};
}

}  // namespace

const boost::json::value& Reply::at(std::string_view pointer) const {
  static const boost::json::value kNothing;
  boost::json::error_code error;
  const auto* const found = json.find_pointer(pointer, error);
  return found ? *found : kNothing;
}

std::int64_t Reply::number(std::string_view pointer) const {
  const auto& value = at(pointer);
  return value.is_number() ? value.to_number<std::int64_t>() : 0;
}

std::string Reply::string(std::string_view pointer) const {
  const auto* const found = at(pointer).if_string();
  return found ? std::string(*found) : std::string();
}

std::string Reply::field(std::string_view name) const { return std::string(fields.find(name).value_or("")); }

std::string Reply::problem() const {
  const std::string type = string("/type");
  return type.starts_with(http::kProblemTypes) ? type.substr(http::kProblemTypes.size()) : std::string();
}

ApiTest::ApiTest() {
  service->clock = people.clock;
  service->random = people.random;
  service->state_folder = ground.path();
  service->version = "1.0";
  service->stores = std::make_shared<Stores>(
      std::vector{made_shop(ground.path("shop.postroom"), people.session("Ana Ruiz", 1))});
  accounts::DirectoryOptions options;
  options.cost = {1, 8192};
  service->directory = std::make_shared<accounts::Directory>(
      must(open_accounts(ground.path("accounts"), MakeAccounts::if_there_are_none)), people.clock,
      people.random, options);
  service->uploads = must(Uploads::open(ground.path("uploads"), people.clock, people.random));
  service->tables = std::make_shared<OpenTables>(people.clock, people.random);
  make_events(*service);
  make_people();
  add_api(router, service);
  ana = sign_in("ana");
  ben = sign_in("ben");
  cleo = sign_in("cleo");
  dan = sign_in("dan");
}

void ApiTest::make_people() {
  accounts::Directory& directory = *service->directory;
  must(directory.add("ana", "Ana Ruiz", kPassword, true));
  must(directory.add("ben", "Ben Okafor", kPassword));
  must(directory.add("cleo", "Cleo Martin", kPassword));
  must(directory.add("dan", "Dan Berg", kPassword));
  must(directory.grant("ana", "shop", Rights::read_write));
  must(directory.grant("ben", "shop", Rights::read_write));
  must(directory.grant("cleo", "shop", Rights::read_only));
}

Caller ApiTest::sign_in(const std::string& name) {
  const auto signed_in = must(service->directory->sign_in(name, kPassword, "127.0.0.1", "a browser"));
  return {name, "postroom_session=" + signed_in.secret, signed_in.identity.csrf, {}};
}

Caller ApiTest::token_of(const std::string& name, Rights rights) {
  return {name, {}, {}, must(service->directory->add_token(name, "a program", rights)).secret};
}

http::Request ApiTest::request(const Caller& caller, http::Method method, const std::string& path,
                               const http::Fields& fields) {
  http::Request request;
  request.method = method;
  request.target = "/api/v1" + path;
  request.fields = fields;
  request.peer = "127.0.0.1";
  request.id = "r1";
  if (!caller.cookie.empty()) request.fields.add("Cookie", caller.cookie);
  if (!caller.csrf.empty() && !fields.has("X-CSRF-Token")) request.fields.add("X-CSRF-Token", caller.csrf);
  if (!caller.token.empty()) request.fields.add("Authorization", "Bearer " + caller.token);
  return request;
}

std::optional<http::Response> ApiTest::at_once(http::Request request) {
  auto target = http::parse_target(request.target);
  if (!target.ok()) return std::nullopt;
  request.parsed = *std::move(target);
  auto found = router.find(request.method, request.parsed);
  if (!found.route) return std::nullopt;
  request.parameters = std::move(found.parameters);
  return http::answer_at_once(*found.route, request);
}

std::optional<Reply> ApiTest::get_at_once(const Caller& caller, const std::string& path,
                                          const http::Fields& fields) {
  const auto response = at_once(request(caller, http::Method::get, path, fields));
  return response ? std::optional(reply_of(*response)) : std::nullopt;
}

http::Response ApiTest::respond(const Caller& caller, http::Method method, const std::string& path,
                                std::string body, const http::Fields& fields) {
  http::Request asked = request(caller, method, path, fields);
  const bool has_no_body = body.empty();  // one that is not wanted is refused before
  const auto at_once_given = method == http::Method::get && has_no_body ? at_once(asked) : std::nullopt;
  if (!has_no_body) asked.body = http::body_in_memory(std::move(body));
  http::Response response = router.handle(std::move(asked));
  if (at_once_given) {
    EXPECT_EQ(at_once_given->status, response.status) << path;
    EXPECT_EQ(text_of(*at_once_given), text_of(response)) << path;
    EXPECT_TRUE(at_once_given->fields == response.fields) << path;
  }
  return response;
}

Reply ApiTest::send(const Caller& caller, http::Method method, const std::string& path, std::string body,
                    const http::Fields& fields) {
  const http::Response response = respond(caller, method, path, std::move(body), fields);
  Reply reply = reply_of(response);
  expect_as_documented(method, path, response, reply.text);
  return reply;
}

void ApiTest::expect_as_documented(http::Method method, const std::string& path,
                                   const http::Response& response, const std::string& text) {
  const auto target = http::parse_target("/api/v1" + path);
  const http::Route* const route = target.ok() ? router.find(method, *target).route : nullptr;
  for (const std::string& fault : contract().faults(route, response, text)) {
    ADD_FAILURE() << "Not as in src/server/openapi: " << to_text(method) << " " << path << "\n"
                  << fault << "\n"
                  << response.status << " " << text.substr(0, 2000);
  }
}

Reply ApiTest::get(const Caller& caller, const std::string& path, const http::Fields& fields) {
  return send(caller, http::Method::get, path, {}, fields);
}
Reply ApiTest::post(const Caller& caller, const std::string& path, const boost::json::value& body,
                    const http::Fields& fields) {
  return send(caller, http::Method::post, path, boost::json::serialize(body), fields);
}
Reply ApiTest::patch(const Caller& caller, const std::string& path, const boost::json::value& body,
                     const http::Fields& fields) {
  return send(caller, http::Method::patch, path, boost::json::serialize(body), fields);
}
Reply ApiTest::put(const Caller& caller, const std::string& path, const boost::json::value& body,
                   const http::Fields& fields) {
  return send(caller, http::Method::put, path, boost::json::serialize(body), fields);
}
Reply ApiTest::del(const Caller& caller, const std::string& path, const http::Fields& fields) {
  return send(caller, http::Method::delete_, path, {}, fields);
}

std::int64_t ApiTest::add(const std::string& subject) {
  Message message = must(shop().create_message(session("Ana Ruiz"), folder(SpecialFolder::inbox)));
  must(message.set(tag::subject, subject));
  return must(message.save()).message.value;
}

const ApiContract& contract() {
  static const ApiContract kContract;
  return kContract;
}

http::Fields fields(std::initializer_list<http::Field> list) {
  http::Fields made;
  for (const http::Field& field : list) made.add(field.name, field.value);
  return made;
}

boost::json::value json(std::string_view text) {
  std::string quoted(text);
  std::replace(quoted.begin(), quoted.end(), '\'', '"');
  return boost::json::parse(quoted);
}

}  // namespace postroom::server::testing
