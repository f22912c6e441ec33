#include "mapi/value_bytes.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

std::string read(const Value& value) {
  const auto bytes = must(bytes_of(value));
  RangeSource source(*bytes);
  return std::string(as_text(must(read_all(source, 1000))));
}

TEST(ValueBytes, are_those_of_texts_and_binaries_alone) {
  EXPECT_EQ(read(std::string("t\xC3\xA4xt")), "t\xC3\xA4xt");
  EXPECT_EQ(read(Bytes{0x00, 0xE4}), std::string("\0\xE4", 2));
  EXPECT_EQ(code_of(bytes_of(std::int32_t{1})), Code::invalid_argument);
}

TEST(ValueBytes, of_8_bit_text_are_utf8) {
  EXPECT_EQ(read(String8{"t\xE4xt"}), "t\xC3\xA4xt");
  EXPECT_EQ(read(String8{"t\xC3\xA4xt"}), "t\xC3\xA4xt");
}

}  // namespace
}  // namespace postroom::mapi
