// What a client asks: the whole request, its body included, so that nobody who answers it waits for the
// network.
#pragma once

#include <postroom/bytes.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/fields.h"

namespace postroom::http {

enum class Method { get, head, post, put, patch, delete_, options };

// "GET"
std::string_view to_text(Method method);
std::optional<Method> parse_method(std::string_view text);

// Name and value pairs behind the "?", decoded ("+" is a space), in their order.
class Query {
 public:
  void add(std::string name, std::string value) { pairs_.push_back({std::move(name), std::move(value)}); }
  std::optional<std::string_view> find(std::string_view name) const;  // the first of that name
  std::vector<std::string_view> all(std::string_view name) const;
  const std::vector<Field>& pairs() const { return pairs_; }

 private:
  std::vector<Field> pairs_;
};

// A path and query as they stand in the request line, taken apart: segments between the slashes, decoded.
struct Target {
  // "/api/v1/" has "api", "v1" and "". A "/" that was sent as "%2F" is part of a segment, so a segment is no
  // file name.
  std::vector<std::string> segments;
  Query query;
};

// Code::invalid_argument for what is no origin-form target (RFC 9112, 3.2.1): a "%" without two hexadecimal
// digits, bytes that are not UTF-8, a NUL, a "." or ".." as a segment. Code::too_big past kMaxTarget and
// kMaxQueryPairs.
Result<Target> parse_target(std::string_view text);

struct Request {
  Method method = Method::get;
  std::string target;  // as it was sent
  Target parsed;
  Fields fields;
  std::string peer;     // the client's address, without the port
  bool secure = false;  // it came over TLS, or a trusted proxy says so
  std::string id;       // of this request, for logs and for the person who reports a failure

  // Filled in by the router: what stands in the place of "{name}" in the pattern.
  std::map<std::string, std::string, std::less<>> parameters;

  // The body, complete; null for none. Large ones lie in an unlinked file.
  std::shared_ptr<RandomAccess> body;

  std::uint64_t body_size() const { return body ? body->size() : 0; }
  // The body as bytes. Code::too_big past `limit`.
  Result<std::string> body_text(std::size_t limit) const;
  // "application/json" of "application/json; charset=utf-8", in lower case; empty for none.
  std::string content_type() const;
};

inline constexpr std::size_t kMaxTarget = 16 << 10;      // bytes
inline constexpr std::size_t kMaxFieldBytes = 32 << 10;  // of all fields together
inline constexpr std::size_t kMaxFields = 128;
inline constexpr std::size_t kMaxQueryPairs = 256;
inline constexpr std::size_t kMaxBodyInMemory = 256 << 10;  // bytes; larger ones go to a file

}  // namespace postroom::http
