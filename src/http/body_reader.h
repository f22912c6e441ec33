// Reads the body of a request, into memory or a file, within what its route allows.
#pragma once

#include <optional>

#include "http/request_parser.h"
#include "http/server_state.h"
#include "http/spool.h"
#include "http/wire.h"

namespace postroom::http {

class BodyReader {
 public:
  // All outlive it. `request` is complete but for its body.
  BodyReader(ServerState& state, Wire& wire, RequestParser& parser, const Route& route, Request& request)
      : state_(state), wire_(wire), parser_(parser), route_(route), request_(request) {}

  // After it, the request has its body, or there is an answer that says why not: then what comes next on the
  // connection is the rest of the body.
  Awaitable<std::optional<Response>> read();

 private:
  Awaitable<void> receive();
  Awaitable<void> decode();
  Awaitable<void> ask_to_admit();
  Awaitable<void> say_continue();
  Awaitable<void> spool();
  void refuse(const Problem& problem) { refusal_ = to_response(naming(problem, request_.id)); }
  void begin_window();

  ServerState& state_;
  Wire& wire_;
  RequestParser& parser_;
  const Route& route_;
  Request& request_;

  std::string piece_;       // decoded, not in the file
  std::uint64_t size_ = 0;  // decoded in all
  std::shared_ptr<SpoolFile> file_;
  std::optional<Response> refusal_;
  TimePoint window_end_;
  std::uint64_t window_from_ = 0;  // what the wire had received when it began
};

}  // namespace postroom::http
