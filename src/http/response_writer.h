// Sends a response, whatever its body is.
#pragma once

#include "http/response_head.h"
#include "http/server_state.h"
#include "http/stream_pieces.h"
#include "http/wire.h"

namespace postroom::http {

// What of the request decides how.
struct Asked {
  bool head_only = false;  // HEAD
  bool http_1_1 = true;
  bool keep_alive = true;
};

// What stands before a chunk of so many bytes.
std::string chunk_line(std::size_t size);

class ResponseWriter {
 public:
  // All outlive it. `head` is a buffer that is used again and again.
  ResponseWriter(ServerState& state, IoLoop& loop, Wire& wire, std::string& head)
      : state_(state), loop_(loop), wire_(wire), head_(head) {}

  // False: the client does not have everything, and the connection cannot be used any more. What cannot be
  // sent is replaced by a 500 first. An EventStream's is for event_writer.h, which begins with begin_head().
  Awaitable<bool> write(Response& response, Asked& asked);
  // Puts the head into the buffer.
  void begin_head(const Response& response, Framing framing, std::uint64_t length, Asked asked);
  // Sends nothing but that.
  Awaitable<bool> write_head();

 private:
  Awaitable<bool> write_text(const Response& response, std::string_view text, Asked asked);
  Awaitable<bool> write_stream(Response& response, Asked& asked);
  Awaitable<bool> write_failure(Response& response, const Error& error, Asked asked);
  Awaitable<Result<ByteView>> next_piece(StreamPieces& pieces);

  ServerState& state_;
  IoLoop& loop_;
  Wire& wire_;
  std::string& head_;
};

}  // namespace postroom::http
