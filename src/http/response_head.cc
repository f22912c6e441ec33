#include "http/response_head.h"

#include <postroom/text.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace postroom::http {
namespace {

std::string_view reason(unsigned status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";  // a reason phrase says nothing to a program
  }
}

bool is_token(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_control(char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7F; }

bool is_connections(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames{"Content-Length", "Date", "Connection",
                                                   "Transfer-Encoding", "Keep-Alive"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view other) { return equals_ignoring_ascii_case(name, other); });
}

void add_field(std::string& wire, std::string_view name, std::string_view value) {
  wire.append(name).append(": ").append(value).append("\r\n");
}

void add_framing(std::string& wire, const HeadFacts& facts) {
  switch (facts.framing) {
    case Framing::length:
      add_field(wire, "Content-Length", std::to_string(facts.length));
      break;
    case Framing::chunks:
      add_field(wire, "Transfer-Encoding", "chunked");
      break;
    case Framing::end_of_connection:
    case Framing::no_body:
      break;
  }
  if (!facts.keep_alive) add_field(wire, "Connection", "close");
  if (facts.keep_alive && !facts.http_1_1) add_field(wire, "Connection", "keep-alive");
}

}  // namespace

bool can_be_sent(const Fields& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const Field& field) {
    return !field.name.empty() && std::all_of(field.name.begin(), field.name.end(), is_token) &&
           std::none_of(field.value.begin(), field.value.end(), is_control);
  });
}

void add_head(std::string& wire, const Response& response, const HeadFacts& facts) {
  wire.append("HTTP/1.1 ")
      .append(std::to_string(response.status))
      .append(" ")
      .append(reason(response.status));
  wire.append("\r\n");
  add_field(wire, "Date", facts.date);
  bool sniffing_off = false, referrer_set = false;
  for (const Field& field : response.fields) {
    if (is_connections(field.name)) continue;
    sniffing_off = sniffing_off || equals_ignoring_ascii_case(field.name, "X-Content-Type-Options");
    referrer_set = referrer_set || equals_ignoring_ascii_case(field.name, "Referrer-Policy");
    add_field(wire, field.name, field.value);
  }
  if (!sniffing_off) add_field(wire, "X-Content-Type-Options", "nosniff");
  if (!referrer_set) add_field(wire, "Referrer-Policy", "no-referrer");
  add_framing(wire, facts);
  wire.append("\r\n");
}

bool may_have_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

std::string http_date(std::int64_t unix_seconds) {
  using namespace std::chrono;
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds time{seconds(unix_seconds)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  const auto two = [](auto number) {
    const auto value = static_cast<unsigned>(number);
    return std::string{static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
  };
  std::string text(kDays[weekday(day).c_encoding()]);
  text.append(", ").append(two(static_cast<unsigned>(date.day()))).append(" ");
  text.append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
  text.append(std::to_string(static_cast<int>(date.year()))).append(" ");
  text.append(two(clock.hours().count())).append(":").append(two(clock.minutes().count())).append(":");
  return text.append(two(clock.seconds().count())).append(" GMT");
}

}  // namespace postroom::http
