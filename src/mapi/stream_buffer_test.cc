#include "mapi/stream_buffer.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::must;

constexpr std::size_t kMost = 16;  // bytes in memory

Bytes all_of(StreamBuffer& buffer) {
  Bytes bytes(buffer.size() + 1, 0xEE);
  bytes.resize(must(buffer.read_at(0, bytes)));
  return bytes;
}
Bytes letters(std::size_t count) {
  Bytes bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>('a' + i % 26));
  return bytes;
}

TEST(StreamBuffer, holds_what_was_written_on_both_sides_of_its_limit) {
  for (const std::size_t size : {std::size_t{0}, kMost - 1, kMost, kMost + 1, 3 * kMost}) {
    StreamBuffer buffer(kMost);
    must(buffer.write(letters(size)));
    EXPECT_EQ(buffer.size(), size);
    EXPECT_EQ(all_of(buffer), letters(size)) << size;
  }
}

TEST(StreamBuffer, keeps_what_it_has_when_it_outgrows_memory) {
  StreamBuffer buffer(kMost);
  Bytes written;
  for (const std::uint8_t byte : letters(2 * kMost)) {
    must(buffer.write({&byte, 1}));
    written.push_back(byte);
    ASSERT_EQ(all_of(buffer), written);
  }
}

TEST(StreamBuffer, writes_over_what_is_there_and_past_its_end) {
  for (const std::size_t size : {kMost, kMost + 1}) {
    StreamBuffer buffer(kMost);
    must(buffer.write(Bytes(size, '.')));
    must(buffer.write_at(size - 1, letters(3)));
    Bytes expected(size - 1, '.');
    for (const std::uint8_t byte : letters(3)) expected.push_back(byte);
    EXPECT_EQ(all_of(buffer), expected) << size;
  }
}

TEST(StreamBuffer, has_zeros_between_its_end_and_what_is_written_further_on) {
  for (const std::size_t gap : {std::size_t{3}, kMost, 3 * kMost}) {
    StreamBuffer buffer(kMost);
    must(buffer.write_at(gap, letters(2)));
    Bytes expected(gap, 0);
    for (const std::uint8_t byte : letters(2)) expected.push_back(byte);
    EXPECT_EQ(all_of(buffer), expected) << gap;
  }
}

TEST(StreamBuffer, is_cut_and_grows_with_zeros) {
  for (const std::size_t size : {kMost, 2 * kMost}) {
    StreamBuffer buffer(kMost);
    must(buffer.write(letters(size)));
    must(buffer.resize(2));
    EXPECT_EQ(all_of(buffer), letters(2));
    must(buffer.resize(kMost + 1));
    Bytes expected = letters(2);
    expected.resize(kMost + 1, 0);
    EXPECT_EQ(all_of(buffer), expected) << size;
  }
}

TEST(StreamBuffer, gives_nothing_at_its_end_and_past_it) {
  for (const std::size_t size : {std::size_t{0}, kMost, kMost + 1}) {
    StreamBuffer buffer(kMost);
    must(buffer.write(letters(size)));
    Bytes some(4);
    EXPECT_EQ(must(buffer.read_at(size, some)), 0u);
    EXPECT_EQ(must(buffer.read_at(size + 100, some)), 0u);
  }
}

TEST(StreamBuffer, does_not_grow_by_writing_nothing) {
  StreamBuffer buffer(kMost);
  must(buffer.write_at(100, {}));
  EXPECT_EQ(buffer.size(), 0u);
}

}  // namespace
}  // namespace postroom::mapi
