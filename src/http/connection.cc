#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>

#include "http/body_reader.h"
#include "http/forwarded.h"
#include "http/on_worker.h"

namespace postroom::http {

Connection::Connection(ServerState& state, IoLoop& loop, Visit visit, std::unique_ptr<Transport> transport)
    : visit_(std::move(visit)),
      state_(state),
      loop_(loop),
      wire_(std::move(transport), state.options.limits) {
  loop_.join(*this);
}

Connection::~Connection() { loop_.leave(*this); }

void Connection::start(std::shared_ptr<Connection> connection) {
  const Executor executor = connection->wire_.executor();
  asio::co_spawn(executor, live(std::move(connection)), asio::detached);
}

void Connection::stop() {
  if (idle_) wire_.interrupt();
  if (events_) events_->stop();
}

// Nothing but want of memory is thrown here; it costs this connection.
Awaitable<void> Connection::live(std::shared_ptr<Connection> self) {
  try {
    co_await self->run();
  } catch (const std::exception&) {
    self->wire_.abort();
  }
}

Awaitable<void> Connection::run() {
  bool goes_on = co_await wire_.handshake();
  if (!goes_on) co_return;
  if (visit_.entry() == ServerState::Entry::too_many) {
    co_await turn_away();
    goes_on = false;
  }
  while (goes_on) {
    goes_on = co_await serve_next();
    wire_.save_room();
  }
  // Who was idle has nothing under way that it could lose.
  co_await wire_.finish(idle_ ? Wire::Lingers::no : Wire::Lingers::yes);
}

Awaitable<void> Connection::turn_away() {
  ++state_.refused;
  Response response = to_response(problems::overloaded());
  Asked asked{false, true, false};
  co_await writer_.write(response, asked);
}

// False: the connection ends.
Awaitable<bool> Connection::serve_next() {
  Exchange exchange;
  exchange.received_before = wire_.received() - wire_.input().size();
  exchange.sent_before = wire_.sent();
  if (!co_await read_head()) co_return false;
  begin(exchange);
  Response response = co_await answer_to(exchange);
  const bool whole = co_await write(exchange, response);
  log(exchange, response, whole);
  const bool goes_on = whole && exchange.asked.keep_alive;
  co_return goes_on;
}

// True: there is a head, or the parser says why not. False: nothing more comes.
Awaitable<bool> Connection::read_head() {
  const Limits& limits = state_.options.limits;
  parser_.begin();
  idle_ = wire_.input().empty();
  if (idle_ && state_.stopping) co_return false;
  wire_.set_deadline(SteadyClock::now() + (idle_ ? limits.idle_time : limits.header_time));
  for (;;) {
    const std::size_t size = parser_.read_head(wire_.input());
    if (size > 0 || parser_.refused()) {
      wire_.use(size);
      break;
    }
    const Received received = co_await wire_.receive();
    if (received == Received::late && !idle_) parser_.give_up(problems::request_timeout());
    if (received == Received::late && !idle_) break;
    if (received != Received::some) co_return false;
    if (std::exchange(idle_, false)) wire_.set_deadline(SteadyClock::now() + limits.header_time);
  }
  wire_.set_deadline(kNever);
  co_return true;
}

// Makes a request of the head.
void Connection::begin(Exchange& exchange) {
  ++state_.requests;
  RequestHead& head = parser_.head();
  Request& request = exchange.request;
  exchange.began = SteadyClock::now();
  exchange.asked.http_1_1 = head.http_1_1;
  exchange.asked.keep_alive = !parser_.refused() && head.keep_alive;
  exchange.asked.head_only = head.method == "HEAD";
  request.id = state_.next_request_id();
  request.target = head.target;
  request.fields = std::move(head.fields);
  Client client =
      client_of({visit_.peer(), wire_.is_secure()}, request.fields, state_.options.trusted_proxies);
  request.peer = std::move(client.address);
  request.secure = client.secure;
}

// The route, or why there is none.
std::optional<Response> Connection::find_route(Exchange& exchange) {
  Request& request = exchange.request;
  const auto refusal = [&](const Problem& problem) { return to_response(naming(problem, request.id)); };
  if (parser_.refused()) return refusal(*parser_.refused());
  if (state_.stopping) {
    exchange.asked.keep_alive = false;
    ++state_.refused;
    return refusal(problems::stopping());
  }
  const std::optional<Method> method = parse_method(parser_.head().method);
  if (!method) return refusal(problems::method_unknown(parser_.head().method));
  request.method = *method;
  Result<Target> target = parse_target(request.target);
  if (!target.ok()) return refusal(refused_target(target.error()));
  request.parsed = *std::move(target);
  Router::Found found = state_.router->find(*method, request.parsed, request.id);
  exchange.route = found.route;
  request.parameters = std::move(found.parameters);
  return std::move(found.otherwise);
}

// What a refusal leaves unread of the body cannot be told from a request, so the connection ends with it.
Awaitable<Response> Connection::answer_to(Exchange& exchange) {
  std::optional<Response> refusal = find_route(exchange);
  const bool has_body = !parser_.refused() && parser_.head().has_body();
  if (!refusal && has_body) {
    BodyReader reader(state_, wire_, parser_, *exchange.route, exchange.request);
    refusal = co_await reader.read();
  }
  if (refusal && has_body) exchange.asked.keep_alive = false;
  if (refusal) co_return *std::move(refusal);
  co_return co_await handle(exchange);
}

Awaitable<Response> Connection::handle(Exchange& exchange) {
  if (auto at_once = answer_at_once(*exchange.route, exchange.request)) co_return *std::move(at_once);
  Response response;
  auto work = [&] { response = answer(*exchange.route, exchange.request); };
  if (!co_await on_worker(state_.workers, wire_.executor(), Takes::if_there_is_room, work)) {
    ++state_.refused;
    response = to_response(naming(problems::overloaded(), exchange.request.id));
  }
  co_return response;
}

// False: the client does not have everything.
Awaitable<bool> Connection::write(Exchange& exchange, Response& response) {
  if (state_.stopping) exchange.asked.keep_alive = false;
  if (std::holds_alternative<std::shared_ptr<EventStream>>(response.body)) {
    return write_events(exchange, response);
  }
  return writer_.write(response, exchange.asked);
}

Awaitable<bool> Connection::write_events(Exchange& exchange, Response& response) {
  exchange.asked.keep_alive = false;
  const bool chunked = exchange.asked.http_1_1;
  if (!response.fields.has("Content-Type")) response.fields.add("Content-Type", "text/event-stream");
  if (!response.fields.has("Cache-Control")) response.fields.add("Cache-Control", "no-store");
  writer_.begin_head(response, chunked ? Framing::chunks : Framing::end_of_connection, 0, exchange.asked);
  events_.emplace(wire_, std::get<std::shared_ptr<EventStream>>(response.body),
                  state_.options.limits.heartbeat);
  if (state_.stopping) events_->stop();
  bool whole = true;
  if (exchange.asked.head_only) {
    whole = co_await writer_.write_head();
  } else {
    whole = co_await events_->write(head_, chunked ? EventFraming::chunks : EventFraming::bare,
                                    shared_from_this());
  }
  events_.reset();
  co_return whole;
}

void Connection::log(const Exchange& exchange, Response& response, bool whole) {
  if (!state_.log) return;
  const Request& request = exchange.request;
  Served served;
  served.id = request.id;
  served.peer = request.peer;
  served.method = parser_.head().method;
  served.target = request.target;
  served.agent = request.fields.find("User-Agent").value_or("");
  served.status = response.status;
  served.request_bytes = wire_.received() - wire_.input().size() - exchange.received_before;
  served.response_bytes = wire_.sent() - exchange.sent_before;
  served.took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - exchange.began);
  if (exchange.route) served.pattern = exchange.route->pattern;
  served.note = std::move(response.note);
  if (!whole && served.note.empty()) served.note = "The client left before it had everything.";
  state_.log(served);
}

}  // namespace postroom::http
