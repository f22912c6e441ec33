#include "mapi/stream_buffer.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "mapi/testing/short_files.h"
#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using testing::ShortFiles;

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

// As long as it is set, there is nowhere to make a file.
int no_file = 0;
std::FILE* make_file() {
  if (no_file == 0) return std::tmpfile();
  errno = no_file;
  return nullptr;
}
std::FILE* full_disk() { return std::fopen("/dev/full", "r+"); }

// With something to lose, and room for 6 more in memory.
void fill(StreamBuffer& buffer) {
  must(buffer.write(letters(kMost - 6)));
  must(buffer.write_at(2, Bytes(3, '.')));
}
Bytes filled() {
  Bytes bytes = letters(kMost - 6);
  std::fill_n(bytes.begin() + 2, 3, std::uint8_t{'.'});
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

TEST(StreamBuffer, keeps_what_it_has_where_no_file_can_be_made_and_goes_on_when_one_can) {
  StreamBuffer buffer(kMost, make_file);
  fill(buffer);
  no_file = EACCES;
  EXPECT_EQ(code_of(buffer.write_at(1, letters(kMost))), Code::io_error);
  EXPECT_EQ(code_of(buffer.resize(kMost + 1)), Code::io_error);
  no_file = ENOSPC;
  EXPECT_EQ(code_of(buffer.write(letters(kMost))), Code::disk_full);
  EXPECT_EQ(all_of(buffer), filled());
  no_file = 0;
  must(buffer.write(letters(kMost)));
  Bytes expected = filled();
  for (const std::uint8_t byte : letters(kMost)) expected.push_back(byte);
  EXPECT_EQ(all_of(buffer), expected);
}

TEST(StreamBuffer, keeps_what_it_has_in_memory_where_the_disk_is_full) {
  StreamBuffer buffer(kMost, full_disk);
  fill(buffer);
  EXPECT_EQ(code_of(buffer.write_at(1, letters(kMost))), Code::disk_full);
  EXPECT_EQ(code_of(buffer.resize(2 * kMost)), Code::disk_full);
  EXPECT_EQ(all_of(buffer), filled());
  must(buffer.write(letters(6)));
  EXPECT_EQ(buffer.size(), kMost);
}

TEST(StreamBuffer, keeps_what_it_has_in_a_file_that_cannot_grow_any_more) {
  StreamBuffer buffer(kMost);
  const Bytes before = letters(2 * kMost);
  must(buffer.write(before));
  {
    const ShortFiles until(2 * kMost + 3);
    EXPECT_EQ(code_of(buffer.write_at(kMost, Bytes(2 * kMost, '!'))), Code::disk_full);
    EXPECT_EQ(code_of(buffer.resize(3 * kMost)), Code::disk_full);
  }
  EXPECT_EQ(all_of(buffer), before);
  must(buffer.resize(2 * kMost + 8));
  Bytes expected = before;
  expected.resize(2 * kMost + 8, 0);
  EXPECT_EQ(all_of(buffer), expected);
}

}  // namespace
}  // namespace postroom::mapi
