// The bytes of a connection, taken apart into requests (RFC 9112). Stricter than it has to be wherever two
// readers of the same bytes could disagree on where a request ends: that is how requests are smuggled past a
// proxy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/fields.h"
#include "http/problem.h"

namespace postroom::http {

struct RequestHead {
  std::string method, target;  // as sent; an absolute-form target without its scheme and authority
  bool http_1_1 = true;        // else 1.0
  Fields fields;
  bool keep_alive = true;  // the client has nothing against a further request
  bool expects_continue = false;
  bool chunked = false;
  std::uint64_t length = 0;  // of the body, as Content-Length says

  bool has_body() const { return chunked || length > 0; }
};

// One connection's. Its callers hand it the same bytes again, and more behind them, until it has used them.
class RequestParser {
 public:
  RequestParser();
  ~RequestParser();

  // Forgets the last request: what comes begins another.
  void begin();
  // How many bytes of the front are the head; 0: it is not whole yet, or is refused.
  std::size_t read_head(std::string_view bytes);
  // The head, once it is whole.
  RequestHead& head() { return head_; }

  // Adds to `body` what `bytes` have of it and returns how many bytes were used. After the head, until
  // is_done().
  std::size_t read_body(std::string_view bytes, std::string& body);
  bool is_done() const;

  // Why the bytes are no request. What follows them cannot be understood, so the connection ends.
  const std::optional<Problem>& refused() const { return refused_; }
  // The bytes do not come.
  void give_up(Problem problem) { refused_ = std::move(problem); }

 private:
  struct Impl;

  std::size_t find_head_end(std::string_view bytes);
  void check_head();
  std::size_t read_chunks(std::string_view bytes, std::string& body);
  std::size_t refuse(Problem problem);
  std::size_t refuse(std::string detail) { return refuse(problems::malformed(std::move(detail))); }

  std::unique_ptr<Impl> impl_;
  RequestHead head_;
  std::optional<Problem> refused_;
  std::size_t before_ = 0;      // bytes that are skipped in front of the head
  std::size_t scanned_ = 0;     // of the head: where a line begins that has no end yet
  std::size_t first_line_ = 0;  // its size with its end; 0 until that is known
  std::size_t lines_ = 0;
  std::uint64_t body_left_ = 0;  // of a body with a length
  std::uint64_t decoded_ = 0;    // bytes of a chunked body
  std::uint64_t framing_ = 0;    // bytes around them
};

inline constexpr std::size_t kMaxRequestLine =
    kMaxTarget + 64;  // bytes: method, version and their spaces as well
inline constexpr std::size_t kMaxHead = kMaxRequestLine + kMaxFieldBytes;
inline constexpr std::size_t kMaxChunkLine =
    4096;  // bytes of a chunk's size with extensions, or of all trailers
// Bytes around the chunks: so many, and so many more for each byte inside ("1\r\nx\r\n" has five).
inline constexpr std::uint64_t kMaxFraming = 16 << 10, kMaxFramingPerByte = 8;

}  // namespace postroom::http
