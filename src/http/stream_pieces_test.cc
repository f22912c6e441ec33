#include "http/stream_pieces.h"

#include <gtest/gtest.h>

#include <new>

namespace postroom::http {
namespace {

// Gives so many bytes, a few at a time, and then ends or throws.
class Dripping final : public Source {
 public:
  explicit Dripping(std::size_t size, bool throws = false) : left_(size), throws_(throws) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    if (left_ == 0 && throws_) throw std::bad_alloc();
    const std::size_t count = std::min({buffer.size(), left_, std::size_t{1000}});
    std::fill_n(buffer.begin(), count, std::uint8_t{'x'});
    left_ -= count;
    return count;
  }

 private:
  std::size_t left_;
  bool throws_;
};

Response::Stream dripping(std::size_t size, std::optional<std::uint64_t> length, bool throws = false) {
  return {std::make_shared<Dripping>(size, throws), length};
}

TEST(StreamPieces, are_full_up_to_the_last_and_then_empty) {
  const Response::Stream stream = dripping(kStreamPiece + 5, std::nullopt);
  StreamPieces pieces(stream);
  EXPECT_EQ(pieces.next()->size(), kStreamPiece);
  EXPECT_EQ(pieces.next()->size(), 5u);
  EXPECT_TRUE(pieces.next()->empty());
}

TEST(StreamPieces, end_with_the_length_though_the_source_goes_on) {
  const Response::Stream stream = dripping(100, 7);
  StreamPieces pieces(stream);
  EXPECT_EQ(pieces.next()->size(), 7u);
  EXPECT_TRUE(pieces.is_at_end());
  EXPECT_TRUE(pieces.next()->empty());
}

TEST(StreamPieces, fail_where_the_source_is_shorter_than_the_length) {
  const Response::Stream stream = dripping(100, 101);
  StreamPieces pieces(stream);
  EXPECT_EQ(pieces.next().error().code, Code::corrupt);
}

TEST(StreamPieces, fail_where_the_source_throws) {
  const Response::Stream stream = dripping(100, std::nullopt, true);
  StreamPieces pieces(stream);
  EXPECT_EQ(pieces.next().error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom::http
