#include "server/batch_routes.h"

#include <postroom/text.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "http/spool.h"
#include "server/json_parsing.h"
#include "server/json_place.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

// Who asks, and from where: what each request has from the batch.
constexpr std::array kOfTheCaller{"Authorization", "Cookie", "X-CSRF-Token", "Sec-Fetch-Site",
                                  "Origin",        "Host",   "User-Agent"};
constexpr std::array kOfTheRequest{"If-Match", "If-None-Match", "Prefer", "Content-Type"};

Status read_headers(const JsonPlace& sent, http::Fields& fields) {
  TRY_SET(const auto members, sent.members());
  for (const JsonPlace::Member& member : members) {
    const bool is_known = std::any_of(kOfTheRequest.begin(), kOfTheRequest.end(), [&](const char* name) {
      return equals_ignoring_ascii_case(name, member.name);
    });
    if (!is_known)
      return member.place.wrong("Only If-Match, If-None-Match, Prefer and Content-Type can stand here.");
    TRY_SET(std::string value, member.place.text());
    fields.add(member.name, std::move(value));
  }
  return ok_status();
}

Result<http::Request> read_request(const Call& call, const JsonPlace& sent) {
  TRY(sent.only({"method", "path", "headers", "body"}));
  TRY_SET(const JsonPlace method, sent.need("method"));
  TRY_SET(const JsonPlace path, sent.need("path"));
  TRY_SET(const std::string method_text, method.text());
  TRY_SET(const std::string path_text, path.text());
  http::Request request;
  const auto known = http::parse_method(method_text);
  if (!known) return method.wrong("This is no method that the server knows.");
  request.method = *known;
  request.target = store_path(call) + (path_text.starts_with('/') ? "" : "/") + path_text;
  for (const char* name : kOfTheCaller) {
    for (const std::string_view value : call.request.fields.all(name))
      request.fields.add(name, std::string(value));
  }
  if (const auto headers = sent.find("headers")) TRY(read_headers(*headers, request.fields));
  request.peer = call.request.peer;
  request.secure = call.request.secure;
  request.id = call.request.id;
  if (const auto body = sent.find("body"))
    request.body = http::body_in_memory(json::serialize(body->value()));
  return request;
}

http::Response refuse(const Call& call, const Error& error) {
  return to_response(Refusal(error), call.request);
}

// Nothing for what is neither JSON nor empty.
std::optional<std::string> json_text(const http::Response& response) {
  const auto* const text = std::get_if<std::string>(&response.body);
  if (!text) return std::nullopt;
  const std::string_view type = response.fields.find("Content-Type").value_or("");
  if (text->empty() || type == "application/json" || type == "application/problem+json") return *text;
  return std::nullopt;
}

json::object answer_json(const http::Response& response, const std::string& text) {
  json::object headers;
  for (const http::Field& field : response.fields) headers[field.name] = field.value;
  json::object answer{{"status", response.status}, {"headers", std::move(headers)}};
  const auto body = parse_json(text);
  answer["body"] = body.ok() ? *body : json::value();  // null for none
  return answer;
}

class Batch {
 public:
  Batch(Call& call, const http::Router& inside) : call_(call), inside_(inside) {}

  json::object carry_out(const JsonPlace& sent) {
    http::Response response = respond(sent);
    auto text = json_text(response);
    if (!text) {
      response = refuse(
          call_, sent.wrong("The answer is no JSON and cannot stand in a batch; ask for it by itself."));
      text = json_text(response);
    }
    bytes_ += text->size();
    return answer_json(response, *text);
  }

 private:
  http::Response respond(const JsonPlace& sent) {
    if (bytes_ > call_.service.limits.batch_answer) {
      return refuse(
          call_,
          {Code::too_big, "The answers of this batch are too long already; this was not carried out.", {}});
    }
    auto request = read_request(call_, sent);
    if (!request.ok()) return refuse(call_, request.error());
    return inside_.handle(*std::move(request));
  }

  Call& call_;
  const http::Router& inside_;
  std::size_t bytes_ = 0;
};

Answer carry_out(Call& call, const http::Router& inside) {
  TRY_SET(const json::value body, json_object(call, {"requests"}));
  TRY_SET(const JsonPlace requests, JsonPlace(body).need("requests"));
  TRY_SET(const auto items, requests.items(call.service.limits.batch_items));
  Batch batch(call, inside);
  json::array answers;
  for (const JsonPlace& item : items) answers.push_back(batch.carry_out(item));
  return json_answer(200, json::object{{"answers", std::move(answers)}});
}

}  // namespace

void add_batch_routes(http::Router& router, const std::shared_ptr<Service>& service,
                      std::shared_ptr<const http::Router> inside) {
  add(router, service,
      {http::Method::post, "/api/v1/stores/{store}/batch", Needs::reading,
       [inside](Call& call) { return carry_out(call, *inside); }, service->limits.json_body});
}

}  // namespace postroom::server
