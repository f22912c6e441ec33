#include "transfer/mail_out.h"

#include <gtest/gtest.h>

namespace postroom::transfer {
namespace {

std::string with_line_ends(const std::vector<std::string>& pieces) {
  MemorySink memory;
  LineEndSink sink(memory);
  for (const std::string& piece : pieces) EXPECT_TRUE(sink.write(as_bytes(piece)).ok());
  EXPECT_TRUE(sink.finish().ok());
  return std::string(as_text(memory.bytes()));
}

TEST(LineEndSink, turns_carriage_return_and_line_feed_into_line_feed) {
  EXPECT_EQ(with_line_ends({"a\r\nb\r\n"}), "a\nb\n");
  EXPECT_EQ(with_line_ends({"a\r", "\nb", "\r\n"}), "a\nb\n");
}

TEST(LineEndSink, leaves_carriage_returns_of_other_kinds) {
  EXPECT_EQ(with_line_ends({"a\rb\r\r\nc\r"}), "a\rb\r\nc\r");
  EXPECT_EQ(with_line_ends({"\r", "\r", "x"}), "\r\rx");
  EXPECT_EQ(with_line_ends({"a\nb"}), "a\nb");
}

}  // namespace
}  // namespace postroom::transfer
