#include "transfer/spool.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace postroom::transfer {
namespace {

Bytes numbered(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8));
  return bytes;
}

Bytes read_back(Spool& spool) {
  RangeSource source(spool);
  auto bytes = read_all(source, spool.size());
  EXPECT_TRUE(bytes.ok());
  return bytes.ok() ? std::move(*bytes) : Bytes();
}

TEST(Spool, gives_back_what_was_written_around_the_size_it_holds_in_memory) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSpoolMemory - 1, kSpoolMemory,
                                 kSpoolMemory + 1, 3 * kSpoolMemory + 7}) {
    const Bytes bytes = numbered(size);
    Spool spool;
    ASSERT_TRUE(spool.write(bytes).ok());
    EXPECT_EQ(spool.size(), size);
    EXPECT_EQ(read_back(spool), bytes) << size;
  }
}

TEST(Spool, gives_back_what_was_written_in_many_small_pieces) {
  const Bytes bytes = numbered(2 * kSpoolMemory + 100);
  Spool spool;
  for (std::size_t at = 0; at < bytes.size(); at += 4999) {
    ASSERT_TRUE(
        spool.write(ByteView(bytes).subspan(at, std::min<std::size_t>(4999, bytes.size() - at))).ok());
  }
  EXPECT_EQ(read_back(spool), bytes);
}

TEST(Spool, says_where_it_could_not_write) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  ::setenv("TMPDIR", "/proc/self", 1);  // a folder that takes no files
  Spool spool;
  const Status status = spool.write(numbered(2 * kSpoolMemory));
  before ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
  ASSERT_FALSE(status.ok());
  EXPECT_NE(status.error().message.find("temporary"), std::string::npos);
}

}  // namespace
}  // namespace postroom::transfer
