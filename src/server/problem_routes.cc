#include "server/problem_routes.h"

#include "server/problem_kinds.h"

namespace postroom::server {
namespace {

Answer explain(Call& call) {
  const ProblemKind* const kind = find_problem_kind(call.parameter("name"));
  if (!kind) return Error{Code::not_found, "There is no problem '" + call.parameter("name") + "'.", {}};
  std::string page = std::string(kind->name) + " (" + std::to_string(kind->status) + "): ";
  page.append(kind->title).append("\n\n").append(kind->meaning).append("\n");
  http::Response response = http::text_response(200, "text/plain; charset=utf-8", std::move(page));
  response.fields.add("Cache-Control", "max-age=3600");
  return response;
}

}  // namespace

void add_problem_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service,
      {http::Method::get, std::string(http::kProblemTypes) + "{name}", Needs::nothing, explain, 0,
       explain});
}

}  // namespace postroom::server
