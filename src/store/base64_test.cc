#include "store/base64.h"

#include <gtest/gtest.h>

namespace postroom::store {
namespace {

TEST(Base64, gives_back_any_bytes) {
  Bytes bytes;
  for (int i = 0; i < 300; ++i) {
    const std::string text = to_base64(bytes);
    EXPECT_EQ(text.size(), (bytes.size() + 2) / 3 * 4);
    EXPECT_EQ(from_base64(text), bytes);
    bytes.push_back(static_cast<std::uint8_t>(i * 7));
  }
}

TEST(Base64, refuses_what_is_none) {
  for (const char* text : {"=", "A", "AA", "AAA", "AA*=", "AAAA AAAA", "\xFF\xFF\xFF\xFF"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

}  // namespace
}  // namespace postroom::store
