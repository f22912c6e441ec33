#include "http/response.h"

#include <gtest/gtest.h>

#include "http/spool.h"

namespace postroom::http {
namespace {

class BrokenContent final : public RandomAccess {
 public:
  std::uint64_t size() const override { return 10; }
  Result<std::size_t> read_at(std::uint64_t, std::span<std::uint8_t>) override {
    return Error{Code::io_error, "The disk is gone.", {}};
  }
};

Request asking(const char* range, const char* condition = nullptr) {
  Request request;
  if (range) request.fields.add("Range", range);
  if (condition) request.fields.add("If-Range", condition);
  return request;
}

Response content(const Request& request, std::string text = "0123456789") {
  Response head;
  head.fields.add("ETag", "\"7\"");
  head.fields.add("Content-Type", "text/plain");
  return content_response(request, body_in_memory(std::move(text)), std::move(head));
}

std::string text_of(const Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  return text ? *text : "not a text";
}

TEST(ContentResponse, is_the_whole_and_says_that_ranges_are_taken) {
  const Response response = content(asking(nullptr));
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(text_of(response), "0123456789");
  EXPECT_EQ(response.fields.find("Accept-Ranges"), "bytes");
  EXPECT_EQ(response.fields.find("Content-Type"), "text/plain");
  EXPECT_FALSE(response.fields.has("Content-Range"));
}

TEST(ContentResponse, is_the_part_that_range_asks_for) {
  struct Case {
    const char *range, *text, *says;
  };
  for (const Case& one : {Case{"bytes=0-0", "0", "bytes 0-0/10"}, Case{"bytes=2-4", "234", "bytes 2-4/10"},
                          Case{"bytes=7-", "789", "bytes 7-9/10"}, Case{"bytes=-3", "789", "bytes 7-9/10"},
                          Case{"bytes=-99", "0123456789", "bytes 0-9/10"},
                          Case{"bytes=9-99999999999999999999999", "9", "bytes 9-9/10"}}) {
    const Response response = content(asking(one.range));
    EXPECT_EQ(response.status, 206u) << one.range;
    EXPECT_EQ(text_of(response), one.text);
    EXPECT_EQ(response.fields.find("Content-Range"), one.says);
  }
}

TEST(ContentResponse, refuses_a_range_outside) {
  for (const char* range : {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999-"}) {
    const Response response = content(asking(range));
    EXPECT_EQ(response.status, 416u) << range;
    EXPECT_EQ(response.fields.find("Content-Range"), "bytes */10");
    EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
  }
  EXPECT_EQ(content(asking("bytes=0-"), "").status, 416u);
  EXPECT_EQ(content(asking("bytes=-1"), "").status, 416u);
}

TEST(ContentResponse, is_the_whole_where_range_makes_no_sense_or_asks_for_several) {
  for (const char* range : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "bytes=1-2,4-5",
                            "lines=1-2", "bytes=+1-2", "bytes= 1-2", "bytes=1--2"}) {
    const Response response = content(asking(range));
    EXPECT_EQ(response.status, 200u) << range;
    EXPECT_EQ(text_of(response), "0123456789");
  }
  Request twice = asking("bytes=1-2");
  twice.fields.add("Range", "bytes=3-4");
  EXPECT_EQ(content(twice).status, 200u);
}

TEST(ContentResponse, heeds_if_range_only_with_the_current_strong_tag) {
  EXPECT_EQ(content(asking("bytes=1-2", "\"7\"")).status, 206u);
  for (const char* tag : {"\"6\"", "W/\"7\"", "Sun, 06 Nov 1994 08:49:37 GMT", ""}) {
    EXPECT_EQ(content(asking("bytes=1-2", tag)).status, 200u) << tag;
  }
}

TEST(ContentResponse, heeds_range_for_nothing_but_a_successful_get) {
  Request request = asking("bytes=1-2");
  request.method = Method::head;
  EXPECT_EQ(content(request).status, 200u);
  request.method = Method::post;
  EXPECT_EQ(content(request).status, 200u);
}

TEST(ContentResponse, streams_what_is_long) {
  const std::string text(kReadAtOnce + 1, 'x');
  const Response whole = content(asking(nullptr), text);
  const auto* stream = std::get_if<Response::Stream>(&whole.body);
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->length, text.size());
  EXPECT_EQ(as_text(*read_all(*stream->source, 1 << 20)), text);
  EXPECT_EQ(text_of(content(asking(nullptr), text.substr(1))), text.substr(1));
}

TEST(ContentResponse, is_a_failure_where_the_content_cannot_be_read) {
  const Response response = content_response(asking(nullptr), std::make_shared<BrokenContent>(), {});
  EXPECT_EQ(response.status, 500u);
  EXPECT_NE(response.note.find("The disk is gone."), response.note.npos);
}

}  // namespace
}  // namespace postroom::http
