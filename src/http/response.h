// What a client gets.
#pragma once

#include <postroom/bytes.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "http/event_stream.h"
#include "http/fields.h"
#include "http/request.h"

namespace postroom::http {

struct Response {
  unsigned status = 200;
  Fields fields;  // Content-Length, Date, Connection and Transfer-Encoding are the connection's

  using SharedText = std::shared_ptr<const std::string>;  // of many responses
  // Read piece by piece while it goes out. Without a length it is sent in chunks; a read that fails ends the
  // connection, so that the client sees that it does not have everything.
  struct Stream {
    std::shared_ptr<Source> source;
    std::optional<std::uint64_t> length;
  };
  std::variant<std::string, SharedText, Stream, std::shared_ptr<EventStream>> body;

  std::string note;  // for the server's log, never sent: what the operator is to know of a failure
};

Response text_response(unsigned status, std::string content_type, std::string body);
Response json_response(unsigned status, std::string body);
Response no_content();  // 204

// The whole, or the part that Range asks for (RFC 9110, section 14: one range of bytes; If-Range with a
// strong ETag; 416 where it lies outside). Fields that the response already has stay; Accept-Ranges,
// Content-Range and the status come in. What is short is read now; what is long, while it goes out, and by
// nobody else then.
Response content_response(const Request& request, std::shared_ptr<RandomAccess> content, Response head);

inline constexpr std::uint64_t kReadAtOnce = 64 << 10;  // bytes that content_response() reads now

}  // namespace postroom::http
