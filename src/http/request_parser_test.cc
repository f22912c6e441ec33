#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace postroom::http {
namespace {

const std::string kHost = "Host: a\r\n";

// The status of the refusal; 0: taken, 1: not whole yet.
unsigned outcome(std::string_view bytes) {
  RequestParser parser;
  const std::size_t size = parser.read_head(bytes);
  if (parser.refused()) return parser.refused()->status;
  return size == 0 ? 1 : 0;
}

std::string with(const std::string& fields, const std::string& line = "GET / HTTP/1.1") {
  return line + "\r\n" + kHost + fields + "\r\n";
}

TEST(RequestParser, takes_a_head_apart) {
  RequestParser parser;
  const std::string bytes = "PATCH /a?b=c HTTP/1.1\r\nHost: example.com\r\nX-One:  1 \r\nx-one:2\r\n\r\n";
  EXPECT_EQ(parser.read_head(bytes + "rest"), bytes.size());
  const RequestHead& head = parser.head();
  EXPECT_EQ(head.method, "PATCH");
  EXPECT_EQ(head.target, "/a?b=c");
  EXPECT_TRUE(head.http_1_1);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_EQ(head.fields.all("X-One"), (std::vector<std::string_view>{"1", "2"}));
  EXPECT_FALSE(head.has_body());
  EXPECT_TRUE(parser.is_done());
}

TEST(RequestParser, takes_a_head_that_comes_byte_by_byte) {
  RequestParser parser;
  const std::string bytes = with("A: b\r\n");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_EQ(parser.read_head(std::string_view(bytes).substr(0, size)), 0u);
    ASSERT_FALSE(parser.refused());
  }
  EXPECT_EQ(parser.read_head(bytes), bytes.size());
}

TEST(RequestParser, forgives_one_empty_line_before_a_request) {
  RequestParser parser;
  const std::string bytes = "\r\n" + with("");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_EQ(parser.read_head(std::string_view(bytes).substr(0, size)), 0u);
    ASSERT_FALSE(parser.refused()) << size;
  }
  EXPECT_EQ(parser.read_head(bytes), bytes.size());
  EXPECT_EQ(outcome("\r\n\r\n" + with("")), 400u);
}

TEST(RequestParser, knows_who_wants_to_go_on) {
  const auto keeps = [](const std::string& line, const std::string& fields) {
    RequestParser parser;
    EXPECT_NE(parser.read_head(with(fields, line)), 0u);
    return parser.head().keep_alive;
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1", ""));
  EXPECT_FALSE(keeps("GET / HTTP/1.1", "Connection: Close\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1", "Connection: x, close\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0", ""));
  EXPECT_TRUE(keeps("GET / HTTP/1.0", "Connection: keep-alive\r\n"));
}

TEST(RequestParser, takes_the_absolute_form_of_a_target) {
  const auto target = [](const std::string& text) {
    RequestParser parser;
    EXPECT_NE(parser.read_head(with("", "GET " + text + " HTTP/1.1")), 0u);
    return parser.head().target;
  };
  EXPECT_EQ(target("http://example.com/a/b?c"), "/a/b?c");
  EXPECT_EQ(target("HTTPS://example.com:8443"), "/");
  EXPECT_EQ(target("/http://example.com/a"), "/http://example.com/a");
}

TEST(RequestParser, refuses_lines_that_readers_end_differently) {
  for (const std::string& bytes :
       {"GET / HTTP/1.1\nHost: a\n\n" + std::string(), "GET / HTTP/1.1\r\nHost: a\n\r\n" + std::string(),
        with("A: b\rC: d\r\n"), with("A: b\r\r\n"), "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n" + std::string(),
        with(std::string("A: b\0c\r\n", 8)), with("A: b\x01\r\n"), with("A: b\x7f\r\n")}) {
    EXPECT_EQ(outcome(bytes), 400u) << bytes;
  }
}

TEST(RequestParser, refuses_folded_fields_and_names_that_are_none) {
  for (const char* fields : {"A: b\r\n c\r\n", "A: b\r\n\tc\r\n", "A : b\r\n", "A\t: b\r\n", ": b\r\n",
                             "A\r\n", "A b: c\r\n", "A(: b\r\n", " A: b\r\n"}) {
    EXPECT_EQ(outcome(with(fields)), 400u) << fields;
  }
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\n Host: a\r\n\r\n"), 400u);
}

TEST(RequestParser, refuses_a_fold_as_soon_as_it_is_there) {
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\nHost: a\r\n "), 400u);
}

TEST(RequestParser, refuses_request_lines_that_are_none) {
  for (const char* line : {"GET  / HTTP/1.1", "GET /", "GET / HTTP/1.1 ", "GET / HTTP/2.0", "GET / HTTP/0.9",
                           "GET / http/1.1", "/ HTTP/1.1", "GET / HTTP/1.", "G ET / HTTP/1.1",
                           "GET /a b HTTP/1.1", "PRI * HTTP/2.0", "\x16\x03\x01"}) {
    EXPECT_EQ(outcome(with("", line)), 400u) << line;
  }
}

TEST(RequestParser, wants_one_host) {
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\n\r\n"), 400u);
  EXPECT_EQ(outcome(with("Host: b\r\n")), 400u);
  EXPECT_EQ(outcome("GET / HTTP/1.0\r\n\r\n"), 0u);
}

TEST(RequestParser, refuses_whatever_leaves_the_end_of_a_body_in_doubt) {
  for (const char* fields :
       {"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "Content-Length: 1\r\nContent-Length: 1\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length: 1, 1\r\n", "Content-Length: +1\r\n",
        "Content-Length: -1\r\n", "Content-Length: 0x1\r\n", "Content-Length: 1 1\r\n", "Content-Length:\r\n",
        "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n"}) {
    EXPECT_EQ(outcome(with(fields, "POST / HTTP/1.1")), 400u) << fields;
  }
  EXPECT_EQ(outcome(with("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0")), 400u);
}

TEST(RequestParser, takes_a_request_line_of_the_longest_size_and_none_longer) {
  const auto line = [](std::size_t size) {
    const std::string around = "GET / HTTP/1.1\r\n";
    return "GET /" + std::string(size - around.size(), 'a') + " HTTP/1.1";
  };
  EXPECT_EQ(outcome(with("", line(kMaxRequestLine))), 0u);
  EXPECT_EQ(outcome(with("", line(kMaxRequestLine + 1))), 414u);
  EXPECT_EQ(outcome(line(kMaxRequestLine + 3)), 414u) << "before its end is there";
}

TEST(RequestParser, takes_fields_of_the_largest_size_and_none_larger) {
  const auto fields = [](std::size_t size) {
    return "A: " + std::string(size - kHost.size() - std::string("A: \r\n\r\n").size(), 'a') + "\r\n";
  };
  EXPECT_EQ(outcome(with(fields(kMaxFieldBytes))), 0u);
  EXPECT_EQ(outcome(with(fields(kMaxFieldBytes + 1))), 431u);
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\n" + std::string(kMaxFieldBytes + 1, 'a')), 431u);
}

TEST(RequestParser, takes_as_many_fields_as_are_allowed_and_no_more) {
  std::string fields;
  for (std::size_t i = 1; i < kMaxFields; ++i) fields += "A: b\r\n";
  EXPECT_EQ(outcome(with(fields)), 0u);
  EXPECT_EQ(outcome(with(fields + "A: b\r\n")), 431u);
}

TEST(RequestParser, reads_a_body_of_a_length_and_leaves_what_follows) {
  RequestParser parser;
  parser.read_head(with("Content-Length: 5\r\n", "POST / HTTP/1.1"));
  std::string body;
  EXPECT_EQ(parser.read_body("12", body), 2u);
  EXPECT_FALSE(parser.is_done());
  EXPECT_EQ(parser.read_body("345GET", body), 3u);
  EXPECT_TRUE(parser.is_done());
  EXPECT_EQ(body, "12345");
}

// Hands the bytes over as a connection does: what was not used again, with more behind it.
struct Chunked {
  explicit Chunked(std::string_view bytes, std::size_t step) {
    parser.read_head(with("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.1"));
    std::string waiting;
    while (!parser.is_done() && !parser.refused() && !bytes.empty()) {
      waiting += bytes.substr(0, step);
      bytes.remove_prefix(std::min(step, bytes.size()));
      waiting.erase(0, parser.read_body(waiting, body));
    }
    rest = waiting + std::string(bytes);
  }
  RequestParser parser;
  std::string body, rest;
};

TEST(RequestParser, reads_a_body_in_chunks_however_they_are_cut) {
  const std::string_view bytes = "3\r\nabc\r\n00A;x=y;z=\"q\"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\nGET";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    const Chunked chunked(bytes, step);
    EXPECT_TRUE(chunked.parser.is_done()) << step;
    EXPECT_FALSE(chunked.parser.refused());
    EXPECT_EQ(chunked.body, "abc0123456789");
    EXPECT_EQ(chunked.rest, "GET");
    EXPECT_EQ(const_cast<RequestParser&>(chunked.parser).head().fields.find("Trailer"), std::nullopt);
  }
}

TEST(RequestParser, refuses_chunks_that_are_none) {
  for (const std::string_view bytes :
       {"x\r\n", "\r\n", "-1\r\na", "0x1\r\na\r\n\r\n", "1\nA\n0\n\r\n", "1\r\nab\r\n0\r\n\r\n",
        "1\r\na0\r\n\r\n", "11111111111111111\r\n", "1 \r\na\r\n0\r\n\r\n", "1;\r\na\r\n0\r\n\r\n",
        "0\r\nA b: c\r\n\r\n", "0\r\nContent-Length: 5\r\n\r\n", "0\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    const Chunked chunked(bytes, 1000);
    EXPECT_TRUE(chunked.parser.refused()) << bytes;
  }
}

TEST(RequestParser, refuses_a_chunk_line_or_trailers_without_end) {
  EXPECT_TRUE(Chunked("1;" + std::string(kMaxChunkLine, 'a'), 100).parser.refused());
  EXPECT_TRUE(Chunked("0\r\nA: " + std::string(kMaxChunkLine, 'a'), 100).parser.refused());
}

TEST(RequestParser, refuses_a_body_that_is_mostly_frame) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "1;" + std::string(1000, 'a') + "\r\nx\r\n";
  EXPECT_TRUE(Chunked(bytes, 4000).parser.refused());
  bytes.clear();
  for (int i = 0; i < 100'000; ++i) bytes += "1\r\nx\r\n";
  EXPECT_EQ(Chunked(bytes + "0\r\n\r\n", 4000).body.size(), 100'000u);
}

TEST(RequestParser, begins_anew_for_the_next_request) {
  RequestParser parser;
  parser.read_head(with("Transfer-Encoding: chunked\r\nConnection: close\r\n", "POST /a HTTP/1.1"));
  parser.begin();
  EXPECT_NE(parser.read_head(with("")), 0u);
  EXPECT_EQ(parser.head().method, "GET");
  EXPECT_TRUE(parser.head().keep_alive);
  EXPECT_TRUE(parser.is_done());
}

}  // namespace
}  // namespace postroom::http
