#include <gtest/gtest.h>

#include "http/server_ground.h"
#include "http/spool.h"

namespace postroom::http {
namespace {

using testing::Answer;
using testing::RawClient;
using testing::wait_until;

// Numbers, until so many bytes; then it ends or fails.
class Numbers final : public Source {
 public:
  Numbers(std::size_t size, bool fails) : left_(size), fails_(fails) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    if (left_ == 0 && fails_) return Error{Code::io_error, "The disk is gone.", {}};
    const std::size_t count = std::min(buffer.size(), left_);
    for (std::size_t i = 0; i < count; ++i) buffer[i] = static_cast<std::uint8_t>('0' + next_++ % 10);
    left_ -= count;
    return count;
  }

 private:
  std::size_t left_, next_ = 0;
  bool fails_;
};

std::string numbers(std::size_t size) {
  Numbers source(size, false);
  return std::string(as_text(*read_all(source, size)));
}

enum class Length { told, untold };
enum class Ends { well, badly };

class HttpServerStream : public testing::ServerGround {
 protected:
  void add_stream(std::string pattern, std::size_t size, Length length, Ends ends = Ends::well,
                  std::size_t more = 0) {
    add(Method::get, std::move(pattern), [=](const Request&) {
      Response response;
      std::optional<std::uint64_t> told;
      if (length == Length::told) told = size + more;
      response.body = Response::Stream{std::make_shared<Numbers>(size, ends == Ends::badly), told};
      return response;
    });
  }
};

constexpr std::size_t kLong = 1'000'000;

TEST_F(HttpServerStream, goes_out_with_its_length_or_in_chunks) {
  add_stream("/told", kLong, Length::told);
  add_stream("/untold", kLong, Length::untold);
  add_stream("/empty", 0, Length::untold);
  add_stream("/nothing", 0, Length::told);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/told").body, numbers(kLong));
  const Answer chunked = client.get("/untold");
  EXPECT_EQ(chunked.field("Transfer-Encoding"), "chunked");
  EXPECT_EQ(chunked.body, numbers(kLong));
  EXPECT_EQ(client.get("/empty").body, "");
  EXPECT_EQ(client.get("/nothing").field("Content-Length"), "0");
  EXPECT_EQ(client.get("/told").body.size(), kLong);
}

TEST_F(HttpServerStream, ends_with_the_connection_for_http_1_0) {
  add_stream("/untold", kLong, Length::untold);
  start();
  RawClient client(server_->port());
  const Answer answer = client.ask("GET /untold HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(answer.field("Transfer-Encoding"), "");
  EXPECT_EQ(answer.body, numbers(kLong));
}

TEST_F(HttpServerStream, has_no_body_for_head) {
  add_stream("/told", kLong, Length::told);
  start();
  RawClient client(server_->port());
  client.send("HEAD /told HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.answer(true).field("Content-Length"), std::to_string(kLong));
  EXPECT_EQ(client.get("/told").body.size(), kLong);
}

TEST_F(HttpServerStream, that_fails_at_once_is_a_500) {
  add_stream("/told", 0, Length::told, Ends::badly, 10);
  add_stream("/untold", 0, Length::untold, Ends::badly);
  start();
  RawClient client(server_->port());
  EXPECT_EQ(client.get("/told").status, 500u);
  EXPECT_EQ(client.get("/untold").status, 500u);
  wait_until([&] { return log().size() == 2; });
  EXPECT_NE(log().back().note.find("The disk is gone."), std::string::npos);
}

TEST_F(HttpServerStream, that_fails_later_breaks_the_connection) {
  add_stream("/told", kLong, Length::told, Ends::badly, 1);
  add_stream("/untold", kLong, Length::untold, Ends::badly);
  add_stream("/short", kLong, Length::told, Ends::well, 1);
  start();
  for (const char* target : {"/told", "/untold", "/short"}) {
    RawClient client(server_->port());
    EXPECT_EQ(client.get(target).status, 0u) << target;
    EXPECT_TRUE(client.was_reset());
  }
  wait_until([&] { return log().size() == 3; });
  EXPECT_NE(log().front().note, "");
}

TEST_F(HttpServerStream, gives_a_part_of_a_content) {
  add(Method::get, "/file",
      [](const Request& request) { return content_response(request, body_in_memory(numbers(kLong)), {}); });
  start();
  RawClient client(server_->port());
  const Answer part = client.get("/file", "Range: bytes=100000-399999\r\n");
  EXPECT_EQ(part.status, 206u);
  EXPECT_EQ(part.body, numbers(kLong).substr(100'000, 300'000));
  EXPECT_EQ(client.get("/file", "Range: bytes=5-6\r\n").body, "56");
  EXPECT_EQ(client.get("/file", "Range: bytes=1000000-\r\n").status, 416u);
}

}  // namespace
}  // namespace postroom::http
