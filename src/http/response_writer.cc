#include "http/response_writer.h"

#include <array>
#include <charconv>

#include "http/on_worker.h"

namespace postroom::http {
namespace {

asio::const_buffer buffer(std::string_view text) { return {text.data(), text.size()}; }
// Before a response can go out: what a handler must not have done is the handler's failure, not the client's.
void replace_what_cannot_be_sent(Response& response) {
  const bool is_final = response.status >= 200 && response.status <= 599;
  if (is_final && can_be_sent(response.fields)) return;
  const unsigned status = response.status;
  response = to_response(problems::internal({}));
  response.note = is_final ? "A field of the response had a line end or another control in it."
                           : "The handler answered with the status " + std::to_string(status) + ".";
}

Framing stream_framing(const Response& response, const Asked& asked) {
  if (!may_have_body(response.status)) return Framing::no_body;
  if (std::get<Response::Stream>(response.body).length) return Framing::length;
  return asked.http_1_1 ? Framing::chunks : Framing::end_of_connection;
}

}  // namespace

std::string chunk_line(std::size_t size) {
  std::array<char, 16> digits{};
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), size, 16).ptr;
  return std::string(digits.data(), end) + "\r\n";
}

void ResponseWriter::begin_head(const Response& response, Framing framing, std::uint64_t length,
                                Asked asked) {
  head_.clear();
  add_head(head_, response, {framing, length, asked.keep_alive, asked.http_1_1, loop_.date()});
}

Awaitable<bool> ResponseWriter::write_head() {
  const Buffers buffers{buffer(head_), {}, {}};
  return wire_.send(buffers);
}

Awaitable<bool> ResponseWriter::write(Response& response, Asked& asked) {
  replace_what_cannot_be_sent(response);
  if (const auto* text = std::get_if<std::string>(&response.body)) return write_text(response, *text, asked);
  if (const auto* shared = std::get_if<Response::SharedText>(&response.body)) {
    return write_text(response, *shared ? std::string_view(**shared) : std::string_view(), asked);
  }
  return write_stream(response, asked);
}

Awaitable<bool> ResponseWriter::write_text(const Response& response, std::string_view text, Asked asked) {
  const bool has_body = may_have_body(response.status);
  begin_head(response, has_body ? Framing::length : Framing::no_body, text.size(), asked);
  Buffers buffers{buffer(head_), buffer(has_body && !asked.head_only ? text : ""), {}};
  if (wire_.send_now(buffers)) co_return true;
  co_return co_await wire_.send(buffers);
}

// The first piece is read before the head goes out, so that a stream which fails at once is a 500.
Awaitable<bool> ResponseWriter::write_stream(Response& response, Asked& asked) {
  StreamPieces pieces(std::get<Response::Stream>(response.body));
  const Framing framing = stream_framing(response, asked);
  if (framing == Framing::end_of_connection) asked.keep_alive = false;
  begin_head(response, framing, pieces.length(), asked);
  if (framing == Framing::no_body || asked.head_only) co_return co_await write_head();
  for (bool is_first = true;; is_first = false) {
    const Result<ByteView> piece = co_await next_piece(pieces);
    if (!piece.ok() && is_first) co_return co_await write_failure(response, piece.error(), asked);
    if (!piece.ok()) {
      response.note = describe(piece.error());
      wire_.abort();
      co_return false;
    }
    if (framing == Framing::chunks) head_ += chunk_line(piece->size());
    const std::string_view after = framing == Framing::chunks ? "\r\n" : "";
    const Buffers buffers{buffer(head_), buffer(as_text(*piece)), buffer(after)};
    const bool whole = co_await wire_.send(buffers);
    if (!whole) co_return false;
    if (piece->empty() || (framing == Framing::length && pieces.is_at_end())) co_return true;
    head_.clear();
  }
}

Awaitable<bool> ResponseWriter::write_failure(Response& response, const Error& error, Asked asked) {
  response = to_response(problems::internal({}));
  response.note = describe(error);
  return write_text(response, std::get<std::string>(response.body), asked);
}

Awaitable<Result<ByteView>> ResponseWriter::next_piece(StreamPieces& pieces) {
  Result<ByteView> piece = ByteView();
  auto read = [&] { piece = pieces.next(); };
  if (!pieces.is_at_end()) co_await on_worker(state_.workers, wire_.executor(), Takes::always, read);
  co_return piece;
}

}  // namespace postroom::http
