// Which handler answers which request.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "http/problem.h"
#include "http/request.h"
#include "http/response.h"

namespace postroom::http {

// Called on any thread, many at once.
using Handler = std::function<Response(const Request&)>;

// Called on the thread that has read the request and has many other connections to look after: it waits for nobody,
// and takes no longer than the way to a worker thread and back would. Nothing: the request goes that way.
using AtOnce = std::function<std::optional<Response>(const Request&)>;

struct Route {
  Method method = Method::get;
  // "/api/v1/stores/{store}/folders"; "{rest...}" at the end takes all further segments, at least one, and
  // none that has a "/" in itself: what it gives is a path without "." and "..". It makes no address known: with
  // another method, what no other pattern fits is not found.
  std::string pattern;
  Handler handle;              // on a worker thread, where it may wait for a disk or a database
  std::uint64_t max_body = 0;  // bytes
  AtOnce at_once = {};         // asked before `handle`; null: there is nothing that it could answer
  // Asked, on a worker thread, before a body of more than kMaxBodyInMemory is read: a refusal spares reading
  // it.
  std::function<std::optional<Response>(const Request& without_body)> admit;
};

// Filled before it is used, then used by any number of threads.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Asserts that there is none with this method and pattern yet. A literal segment goes before a parameter.
  void add(Route route);

  struct Found {
    const Route* route = nullptr;  // null: `otherwise` is the answer
    std::map<std::string, std::string, std::less<>> parameters;
    std::optional<Response> otherwise;  // 404, 405 with Allow, or the answer to OPTIONS
  };
  // HEAD goes to GET's route. `request_id` is what a refusal names.
  Found find(Method method, const Target& target, std::string_view request_id = {}) const;

  // For tests and batches: what a connection does with a request whose body is here. `parsed` is made from
  // `target` where it is still empty.
  Response handle(Request request) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  struct Search;
  static void search(const Node& node, std::span<const std::string> rest, Search& state);

  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

// The route's answer; 500 where the handler throws.
Response answer(const Route& route, const Request& request);
// What the route's `at_once` says; nothing where there is none.
std::optional<Response> answer_at_once(const Route& route, const Request& request);
// What the route's `admit` says; nothing where there is none.
std::optional<Response> admit(const Route& route, const Request& request);
// A target that parse_target() refused: 414 or 400.
Problem refused_target(const Error& error);

}  // namespace postroom::http
