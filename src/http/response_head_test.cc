#include "http/response_head.h"

#include <gtest/gtest.h>

namespace postroom::http {
namespace {

std::string head_of(const Response& response, HeadFacts facts) {
  facts.date = "today";
  std::string wire;
  add_head(wire, response, facts);
  return wire;
}

const std::string kSafety = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";

TEST(ResponseHead, has_status_date_fields_safety_and_length) {
  EXPECT_EQ(head_of(text_response(201, "text/plain", "abc"), {Framing::length, 3}),
            "HTTP/1.1 201 Created\r\nDate: today\r\nContent-Type: text/plain\r\n" + kSafety +
                "Content-Length: 3\r\n\r\n");
}

TEST(ResponseHead, says_how_the_body_ends_and_whether_the_connection_does) {
  const Response empty = no_content();
  const std::string begin = "HTTP/1.1 204 No Content\r\nDate: today\r\n" + kSafety;
  EXPECT_EQ(head_of(empty, {Framing::no_body, 0}), begin + "\r\n");
  EXPECT_EQ(head_of(empty, {Framing::chunks, 0}), begin + "Transfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(head_of(empty, {Framing::no_body, 0, false}), begin + "Connection: close\r\n\r\n");
  EXPECT_EQ(head_of(empty, {Framing::no_body, 0, true, false}), begin + "Connection: keep-alive\r\n\r\n");
}

TEST(ResponseHead, leaves_out_what_is_the_connections_and_keeps_what_a_handler_decided) {
  Response response;
  response.fields.add("content-length", "99");
  response.fields.add("Transfer-Encoding", "gzip");
  response.fields.add("Connection", "upgrade");
  response.fields.add("Referrer-Policy", "origin");
  response.fields.add("Date", "tomorrow");
  EXPECT_EQ(head_of(response, {Framing::length, 0}),
            "HTTP/1.1 200 OK\r\nDate: today\r\nReferrer-Policy: origin\r\nX-Content-Type-Options: nosniff\r\n"
            "Content-Length: 0\r\n\r\n");
}

TEST(ResponseHead, cannot_have_a_field_that_becomes_another) {
  const auto sendable = [](std::string name, std::string value) {
    Fields fields;
    fields.add(std::move(name), std::move(value));
    return can_be_sent(fields);
  };
  EXPECT_TRUE(sendable("X-A_b", "any \"text\", \tü"));
  EXPECT_TRUE(sendable("A", ""));
  for (const char* value : {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "\x01", "\x7f"})
    EXPECT_FALSE(sendable("A", value));
  EXPECT_FALSE(sendable("A", std::string(1, '\0')));
  for (const char* name : {"", "A:", "A b", "A\r\n", "ü"}) EXPECT_FALSE(sendable(name, "b")) << name;
  EXPECT_FALSE(sendable(std::string("A\0", 2), "b"));
}

TEST(HttpDate, is_that_of_the_standard) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(951782399), "Mon, 28 Feb 2000 23:59:59 GMT");
}

}  // namespace
}  // namespace postroom::http
