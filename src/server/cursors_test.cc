#include "server/cursors.h"

#include <gtest/gtest.h>

#include <random>

namespace postroom::server {
namespace {

TEST(Cursors, come_back_as_they_went) {
  const ListCursor list{0xDEADBEEF, 0x8000000000000001, LogPosition{77}, 12, Bytes{1, 2, 0, 255}};
  EXPECT_EQ(decode_list_cursor(encode(list)), list);
  EXPECT_EQ(decode_list_cursor(encode(ListCursor{})), ListCursor{});
  const SearchCursor search{5, FileTime{-3}, MessageId{9}};
  EXPECT_EQ(decode_search_cursor(encode(search)), search);
}

TEST(Cursors, need_no_escaping_in_an_address) {
  const std::string text = encode(ListCursor{1, 2, LogPosition{3}, 4, Bytes(100, 0xFB)});
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            text.npos);
}

TEST(Cursors, of_one_kind_are_none_of_the_other) {
  EXPECT_EQ(decode_search_cursor(encode(ListCursor{})), std::nullopt);
  EXPECT_EQ(decode_list_cursor(encode(SearchCursor{})), std::nullopt);
}

TEST(Cursors, take_any_text) {
  for (const char* text : {"", "A", "AQ", "=", "AQ==", "+/+/", "....", "\xFF\xFE", "AQAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(decode_list_cursor(text), std::nullopt) << text;
    EXPECT_EQ(decode_search_cursor(text), std::nullopt) << text;
  }
  std::mt19937 random(3);
  const std::string whole = encode(ListCursor{1, 2, LogPosition{3}, 4, Bytes{5, 6, 7}});
  for (int i = 0; i < 2000; ++i) {
    std::string text = whole.substr(0, random() % (whole.size() + 1));
    if (!text.empty()) text[random() % text.size()] = static_cast<char>(random());
    if (const auto cursor = decode_list_cursor(text)) {
      EXPECT_EQ(encode(*cursor), text);
    }
  }
}

}  // namespace
}  // namespace postroom::server
