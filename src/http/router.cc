#include "http/router.h"

#include <algorithm>
#include <cassert>
#include <exception>

namespace postroom::http {
namespace {

std::vector<std::string> split(std::string_view pattern) {
  assert(pattern.starts_with('/'));
  std::vector<std::string> segments;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::size_t end = std::min(pattern.find('/'), pattern.size());
    segments.emplace_back(pattern.substr(0, end));
    pattern.remove_prefix(end);
  }
  return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

bool takes_rest(std::string_view segment) { return is_parameter(segment) && segment.ends_with("...}"); }

std::string parameter_name(std::string_view segment) {
  return std::string(segment.substr(1, segment.size() - (takes_rest(segment) ? 5 : 2)));
}

std::string joined(std::span<const std::string> segments) {
  std::string path;
  for (const std::string& segment : segments) path.append(path.empty() ? "" : "/").append(segment);
  return path;
}

std::string path_of(const Target& target) {
  std::string path;
  for (const std::string& segment : target.segments) path.append("/").append(segment);
  return path;
}

}  // namespace

// The patterns as a tree of their segments.
struct Router::Node {
  struct End {
    std::size_t route;
    std::vector<std::string> names;  // of its parameters, in their order
  };
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::vector<End> ends;   // patterns that end here, one for each method
  std::vector<End> rests;  // those that take whatever follows
};

struct Router::Search {
  const std::vector<Route>& routes;
  Method method;
  std::vector<std::string> values;  // of the parameters on the way here
  Found found;
  std::vector<Method> allowed;  // of all patterns that fit, but those that fit everything

  void meet(const Node::End& end) {
    allowed.push_back(routes[end.route].method);
    try_route(end);
  }

  void try_route(const Node::End& end) {
    const Route& route = routes[end.route];
    if (found.route || route.method != method) return;
    found.route = &route;
    for (std::size_t i = 0; i < values.size(); ++i) found.parameters.emplace(end.names[i], values[i]);
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route) {
  Node* node = root_.get();
  Node::End end{routes_.size(), {}};
  std::vector<Node::End>* ends = nullptr;
  for (const std::string& segment : split(route.pattern)) {
    assert(!ends && "nothing may follow {rest...}");
    if (is_parameter(segment)) end.names.push_back(parameter_name(segment));
    if (takes_rest(segment)) {
      ends = &node->rests;
      continue;
    }
    std::unique_ptr<Node>& next = is_parameter(segment) ? node->parameter : node->literals[segment];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  if (!ends) ends = &node->ends;
  assert(std::none_of(ends->begin(), ends->end(),
                      [&](const Node::End& other) { return routes_[other.route].method == route.method; }));
  ends->push_back(std::move(end));
  routes_.push_back(std::move(route));
}

// All patterns that fit, those with a literal first; it ends early once one of them has the method.
void Router::search(const Node& node, std::span<const std::string> rest, Search& state) {
  if (rest.empty()) {
    for (const Node::End& end : node.ends) state.meet(end);
    return;
  }
  if (const auto literal = node.literals.find(rest.front()); literal != node.literals.end()) {
    search(*literal->second, rest.subspan(1), state);
  }
  if (!state.found.route && node.parameter && !rest.front().empty()) {
    state.values.push_back(rest.front());
    search(*node.parameter, rest.subspan(1), state);
    state.values.pop_back();
  }
  if (state.found.route || node.rests.empty()) return;
  const bool is_path = std::none_of(
      rest.begin(), rest.end(), [](const std::string& segment) { return segment.find('/') != segment.npos; });
  if (!is_path) return;
  state.values.push_back(joined(rest));
  for (const Node::End& end : node.rests) state.try_route(end);
  state.values.pop_back();
}

namespace {

// What is thrown, std::bad_alloc first of all, fails this request, and the server lives on.
std::optional<Response> guarded(const Request& request,
                                const std::function<std::optional<Response>()>& call) {
  std::string note;
  try {
    return call();
  } catch (const std::exception& thrown) {
    note = std::string("The handler threw: ") + thrown.what();
  } catch (...) {
    note = "The handler threw something.";
  }
  Response failed = to_response(problems::internal(request.id));
  failed.note = std::move(note);
  return failed;
}

std::string allow(const std::vector<Method>& methods) {
  const auto has = [&](Method method) {
    return std::find(methods.begin(), methods.end(), method) != methods.end();
  };
  std::string text = "OPTIONS";
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_}) {
    if (has(method) || (method == Method::head && has(Method::get)))
      text.append(", ").append(to_text(method));
  }
  return text;
}

Response refusal(Method method, const Target& target, const std::vector<Method>& allowed,
                 std::string_view request_id) {
  if (allowed.empty()) return to_response(naming(problems::not_found(path_of(target)), request_id));
  const std::string methods = allow(allowed);
  Response response =
      method == Method::options
          ? no_content()
          : to_response(naming(problems::method_not_allowed(to_text(method), methods), request_id));
  response.fields.set("Allow", methods);
  return response;
}

}  // namespace

Router::Found Router::find(Method method, const Target& target, std::string_view request_id) const {
  Search state{routes_, method, {}, {}, {}};
  search(*root_, target.segments, state);
  if (!state.found.route && method == Method::head) {
    state.method = Method::get;
    search(*root_, target.segments, state);
  }
  if (!state.found.route) state.found.otherwise = refusal(method, target, state.allowed, request_id);
  return std::move(state.found);
}

Response Router::handle(Request request) const {
  if (request.parsed.segments.empty()) {
    Result<Target> target = parse_target(request.target);
    if (!target.ok()) return to_response(naming(refused_target(target.error()), request.id));
    request.parsed = *std::move(target);
  }
  Found found = find(request.method, request.parsed, request.id);
  if (!found.route) return *std::move(found.otherwise);
  request.parameters = std::move(found.parameters);
  if (request.body_size() > found.route->max_body) {
    return to_response(naming(problems::body_too_large(found.route->max_body), request.id));
  }
  if (request.body_size() > kMaxBodyInMemory) {
    if (std::optional<Response> refused = admit(*found.route, request)) return *std::move(refused);
  }
  return answer(*found.route, request);
}

std::optional<Response> admit(const Route& route, const Request& request) {
  if (!route.admit) return std::nullopt;
  Request without_body = request;
  without_body.body = nullptr;
  return guarded(request, [&] { return route.admit(without_body); });
}

Response answer(const Route& route, const Request& request) {
  return *guarded(request, [&] { return std::optional(route.handle(request)); });
}

std::optional<Response> answer_at_once(const Route& route, const Request& request) {
  if (!route.at_once) return std::nullopt;
  return guarded(request, [&] { return route.at_once(request); });
}

Problem refused_target(const Error& error) {
  return error.code == Code::too_big ? problems::target_too_long() : problems::malformed(error.message);
}

}  // namespace postroom::http
