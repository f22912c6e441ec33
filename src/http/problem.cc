#include "http/problem.h"

#include <postroom/text.h>

#include <array>

namespace postroom::http {
namespace {

void add_escaped(std::string& text, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
      text += "\\\"";
      return;
    case '\\':
      text += "\\\\";
      return;
    case '\n':
      text += "\\n";
      return;
    case '\r':
      text += "\\r";
      return;
    case '\t':
      text += "\\t";
      return;
    default:
      break;
  }
  if (byte >= 0x20) {
    text += c;
  } else {
    text.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
}

void add_member(std::string& json, std::string_view name, std::string_view value) {
  json.append(",\"").append(name).append("\":\"").append(json_escaped(value)).append("\"");
}

std::string bytes(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " byte" : " bytes"); }

}  // namespace

std::string json_escaped(std::string_view text) {
  const std::string repaired = repair_utf8(text);
  std::string escaped;
  escaped.reserve(repaired.size());
  for (const char c : repaired) add_escaped(escaped, c);
  return escaped;
}

Problem naming(Problem problem, std::string_view request_id) {
  if (request_id.empty()) return problem;
  if (!problem.more.empty()) problem.more += ",";
  problem.more += "\"request\":\"" + json_escaped(request_id) + "\"";
  return problem;
}

Response to_response(const Problem& problem) {
  std::string json = "{\"type\":\"" + std::string(kProblemTypes) + json_escaped(problem.name) + "\"";
  add_member(json, "title", problem.title);
  json += ",\"status\":" + std::to_string(problem.status);
  add_member(json, "detail", problem.detail);
  if (!problem.more.empty()) json += "," + problem.more;
  Response response = text_response(problem.status, "application/problem+json", json += "}");
  response.fields.add("Cache-Control", "no-store");
  if (problem.status == 503) response.fields.add("Retry-After", "1");
  return response;
}

namespace problems {

Problem malformed(std::string detail) {
  return {400, "malformed", "The request makes no sense", std::move(detail), {}};
}

Problem not_found(std::string_view path) {
  const std::string_view shown = truncate_utf8(path, kMaxShownPath);
  return {404,
          "not_found",
          "There is nothing here",
          "Nothing has the address '" + std::string(shown) + (shown.size() < path.size() ? "…" : "") +
              "': look whether it is spelt right.",
          {}};
}

Problem method_not_allowed(std::string_view method, std::string_view allowed) {
  return {405,
          "method_not_allowed",
          "This cannot be done here",
          "This address does not take " + std::string(method) + ", but " + std::string(allowed) + ".",
          {}};
}

Problem request_timeout() {
  return {408,
          "request_timeout",
          "The request took too long",
          "The request did not arrive in time: look at the connection and send it again.",
          {}};
}

Problem body_too_large(std::uint64_t limit) {
  const std::string detail =
      limit == 0 ? "This address takes no body with this method: send the request without one."
                 : "The body has more than the " + bytes(limit) + " allowed here.";
  return {413, "too_big", "The body is too large", detail, "\"limit\":" + std::to_string(limit)};
}

Problem target_too_long() {
  return {414, "target_too_long", "The address is too long",
          "The address has more than the " + bytes(kMaxTarget) + " or " + std::to_string(kMaxQueryPairs) +
              " parameters allowed.",
          "\"limit\":" + std::to_string(kMaxTarget)};
}

Problem range_not_satisfiable(std::uint64_t size) {
  return {416, "range", "There is nothing in that range",
          "The content has " + bytes(size) + ": ask for a range inside it, or for the whole.",
          "\"size\":" + std::to_string(size)};
}

Problem fields_too_large() {
  return {431, "fields_too_large", "The header fields are too large",
          "The header fields have more than the " + bytes(kMaxFieldBytes) + " or " +
              std::to_string(kMaxFields) + " fields allowed: cookies may be what fills them.",
          "\"limit\":" + std::to_string(kMaxFieldBytes)};
}

Problem internal(std::string_view request_id) {
  return naming(
      {500,
       "internal",
       "The server failed",
       "Something went wrong in the server; its log says what, under the number of this request. What was "
       "asked for may or may not have been done.",
       {}},
      request_id);
}

Problem method_unknown(std::string_view method) {
  return {501,
          "method_unknown",
          "The method is not known",
          "This server does not know the method '" + std::string(method) + "'.",
          {}};
}

Problem overloaded() {
  return {503,
          "overloaded",
          "Too much at once",
          "The server has more to do than it can take on; nothing was done. Try again in a moment.",
          {}};
}

Problem stopping() {
  return {503,
          "stopping",
          "The server is stopping",
          "The server is being stopped or started anew; nothing was done. Try again in a moment.",
          {}};
}

Problem disk_full() {
  return {
      507,
      "disk_full",
      "The server has no room",
      "The server has no room for the body of the request; nothing was done. Tell whoever looks after it.",
      {}};
}

}  // namespace problems
}  // namespace postroom::http
