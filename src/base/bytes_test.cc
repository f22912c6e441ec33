#include <postroom/bytes.h>

#include <gtest/gtest.h>

#include <algorithm>

namespace postroom {
namespace {

// Gives at most `piece` bytes a read, as pipes do.
class SlowSource final : public Source {
 public:
  SlowSource(std::string_view text, std::size_t piece) : rest_(text), piece_(piece) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    return rest_.read(buffer.first(std::min(buffer.size(), piece_)));
  }

 private:
  MemorySource rest_;
  std::size_t piece_;
};

class FailingSource final : public Source {
 public:
  Result<std::size_t> read(std::span<std::uint8_t>) override {
    return Error{Code::io_error, "The disk is gone.", {}};
  }
};

class FullSink final : public Sink {
 public:
  Status write(ByteView) override { return Error{Code::disk_full, "The disk is full.", {}}; }
};

TEST(MemorySource, reads_front_to_back_and_then_says_that_it_ended) {
  MemorySource source(std::string_view("abcde"));
  Bytes buffer(3);
  EXPECT_EQ(*source.read(buffer), 3u);
  EXPECT_EQ(as_text(buffer), "abc");
  EXPECT_EQ(*source.read(buffer), 2u);
  EXPECT_EQ(as_text(buffer).substr(0, 2), "de");
  EXPECT_EQ(*source.read(buffer), 0u);
}

TEST(MemoryAccess, reads_from_any_place_and_nothing_past_the_end) {
  const Bytes bytes = to_bytes("abcde");
  MemoryAccess access(bytes);
  Bytes buffer(3);
  EXPECT_EQ(*access.read_at(3, buffer), 2u);
  EXPECT_EQ(as_text(buffer).substr(0, 2), "de");
  EXPECT_EQ(*access.read_at(5, buffer), 0u);
  EXPECT_EQ(*access.read_at(1'000'000'000'000, buffer), 0u);
}

TEST(RangeSource, gives_its_range_and_no_byte_more) {
  const Bytes bytes = to_bytes("abcdefgh");
  MemoryAccess access(bytes);
  RangeSource range(access, 2, 3);
  EXPECT_EQ(as_text(*read_all(range, 100)), "cde");
}

TEST(RangeSource, ends_where_the_bytes_end_when_its_range_is_longer) {
  const Bytes bytes = to_bytes("abc");
  MemoryAccess access(bytes);
  RangeSource range(access, 1, 100);
  EXPECT_EQ(as_text(*read_all(range, 100)), "bc");
}

TEST(Copy, moves_everything_and_counts_it) {
  const std::string text(kCopyBufferSize * 2 + 17, 'x');
  SlowSource source(text, 70'000);
  MemorySink sink;
  EXPECT_EQ(*copy(source, sink), text.size());
  EXPECT_EQ(as_text(sink.bytes()), text);
}

TEST(Copy, stops_at_the_first_failure_of_either_side) {
  FailingSource broken;
  MemorySink sink;
  EXPECT_EQ(copy(broken, sink).error().code, Code::io_error);
  MemorySource source(std::string_view("abc"));
  FullSink full;
  EXPECT_EQ(copy(source, full).error().code, Code::disk_full);
}

TEST(ReadAll, takes_a_value_at_its_limit_and_refuses_one_past_it) {
  const std::string text(100'000, 'x');
  SlowSource at_limit(text, 999);
  EXPECT_EQ(read_all(at_limit, text.size())->size(), text.size());
  SlowSource past_limit(text, 999);
  EXPECT_EQ(read_all(past_limit, text.size() - 1).error().code, Code::too_big);
}

TEST(ReadAll, gives_nothing_for_an_empty_source) {
  MemorySource source(std::string_view{});
  EXPECT_TRUE(read_all(source, 0)->empty());
}

}  // namespace
}  // namespace postroom
