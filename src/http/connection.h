// One client's connection: its requests one after the other, each with its answer.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/event_writer.h"
#include "http/io_loop.h"
#include "http/request_parser.h"
#include "http/response_writer.h"
#include "http/server_state.h"
#include "http/wire.h"

namespace postroom::http {

// Lives on the thread of its loop, for as long as it is run().
class Connection final : public IoLoop::Member, public std::enable_shared_from_this<Connection> {
 public:
  // `state` and `loop` outlive it.
  Connection(ServerState& state, IoLoop& loop, Visit visit, std::unique_ptr<Transport> transport);
  ~Connection() override;

  // Begins; it keeps itself alive until the connection ends.
  static void start(std::shared_ptr<Connection> connection);

  void check_time(TimePoint now) override { wire_.check_time(now); }
  void stop() override;
  void cut() override { wire_.abort(); }

 private:
  // One request and its way through here.
  struct Exchange {
    Request request;
    const Route* route = nullptr;
    Asked asked;
    TimePoint began;
    std::uint64_t received_before = 0, sent_before = 0;
  };

  static Awaitable<void> live(std::shared_ptr<Connection> self);
  Awaitable<void> run();
  Awaitable<void> turn_away();
  Awaitable<bool> serve_next();
  Awaitable<bool> read_head();
  void begin(Exchange& exchange);
  std::optional<Response> find_route(Exchange& exchange);
  Awaitable<Response> answer_to(Exchange& exchange);
  Awaitable<Response> handle(Exchange& exchange);
  Awaitable<bool> write(Exchange& exchange, Response& response);
  Awaitable<bool> write_events(Exchange& exchange, Response& response);
  void log(const Exchange& exchange, Response& response, bool whole);

  const Visit visit_;  // ends after everything else of it
  ServerState& state_;
  IoLoop& loop_;
  Wire wire_;
  RequestParser parser_;
  std::string head_;  // of the response, as it goes out
  ResponseWriter writer_{state_, loop_, wire_, head_};
  bool idle_ = false;  // between two requests
  std::optional<EventWriter> events_;
};

}  // namespace postroom::http
