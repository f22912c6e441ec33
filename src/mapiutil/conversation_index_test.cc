#include "mapiutil/conversation_index.h"

#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <string>
#include <vector>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

using Index = std::vector<std::uint8_t>;

constexpr GUID kConversation = {0xC85C39B2, 0xC024, 0x4283, {0x81, 0xB1, 0x3C, 0x0C, 0x5C, 0x3F, 0xDE, 0xB4}};
constexpr std::uint64_t kBegan = 0x01D046C6FC061234;

std::string hex(const Index& index) {
  std::string digits(index.size() * 2 + 1, ' ');
  Index bytes = index;
  HexFromBin(bytes.data(), static_cast<int>(bytes.size()), digits.data());
  digits.pop_back();
  return digits;
}

Index answer(const Index& parent, std::uint64_t now, std::uint8_t random = 0x40) {
  return conversation_index(parent.data(), parent.size(), now, GUID_NULL, random);
}

Index first() { return conversation_index(nullptr, 0, kBegan, kConversation, 0); }

TEST(ConversationIndex, of_a_first_message_tells_the_time_and_names_the_conversation) {
  EXPECT_EQ(hex(first()), "01D046C6FC06C85C39B2C024428381B13C0C5C3FDEB4");
}

TEST(ConversationIndex, of_an_answer_goes_on_with_the_time_that_has_passed) {
  const std::uint64_t began = 0x01D046C6FC060000;  // as the header says it
  const Index soon = answer(first(), began + (std::uint64_t{0x12345678} << 18), 0x5A);
  EXPECT_EQ(hex(soon), hex(first()) + "123456785A");
  const Index late = answer(soon, began + (std::uint64_t{0x12345678} << 23), 0xC3);
  EXPECT_EQ(hex(late), hex(soon) + "92345678C3");
}

TEST(ConversationIndex, counts_more_coarsely_once_the_bits_are_used_up) {
  const std::uint64_t began = 0x01D046C6FC060000;
  EXPECT_EQ(hex(answer(first(), began + (std::uint64_t{1} << 49) - 1)).substr(44), "7FFFFFFF40");
  EXPECT_EQ(hex(answer(first(), began + (std::uint64_t{1} << 49))).substr(44), "8400000040");
}

TEST(ConversationIndex, of_an_answer_from_a_clock_behind_says_that_no_time_has_passed) {
  EXPECT_EQ(hex(answer(first(), 0)).substr(44), "0000000040");
}

TEST(ConversationIndex, knows_the_header_that_keeps_one_more_byte_of_the_time) {
  // As Outlook 2010 and later write it: the time's first byte stands behind the reserved one.
  Index parent = first();
  const std::uint8_t wide[] = {0x01, 0x01, 0xD0, 0x46, 0xC6, 0xFC};
  std::copy(std::begin(wide), std::end(wide), parent.begin());
  EXPECT_EQ(hex(answer(parent, 0x01D046C6FC000000 + (1 << 18))).substr(44), "0000000140");
}

TEST(ConversationIndex, begins_anew_where_the_parent_is_none) {
  const auto begins_anew = [](const Index& parent) {
    return hex(conversation_index(parent.data(), parent.size(), kBegan, kConversation, 0)) == hex(first());
  };
  Index parent = first();
  parent.pop_back();
  EXPECT_TRUE(begins_anew(parent));
  parent = answer(first(), kBegan);
  parent.push_back(1);
  EXPECT_TRUE(begins_anew(parent));
  parent = first();
  parent[0] = 2;
  EXPECT_TRUE(begins_anew(parent));
  EXPECT_FALSE(begins_anew(answer(first(), kBegan)));
}

TEST(ConversationIndex, grows_up_to_its_limit_and_no_further) {
  Index parent = first();
  while (parent.size() + kIndexAnswerBytes <= kMaxIndexBytes) {
    const Index next = answer(parent, kBegan);
    ASSERT_EQ(next.size(), parent.size() + kIndexAnswerBytes);
    parent = next;
  }
  EXPECT_EQ(answer(parent, kBegan).size(), kIndexHeaderBytes);
}

TEST(ConversationIndex, is_given_in_a_buffer) {
  ULONG bytes = 0;
  LPBYTE index = nullptr;
  ASSERT_EQ(ScCreateConversationIndex(0, nullptr, &bytes, &index), S_OK);
  ASSERT_EQ(bytes, 22u);
  EXPECT_EQ(index[0], 1);
  EXPECT_GE(index[1], 0xD0);  // since 2015
  ULONG next_bytes = 0;
  LPBYTE next = nullptr;
  ASSERT_EQ(ScCreateConversationIndex(bytes, index, &next_bytes, &next), S_OK);
  ASSERT_EQ(next_bytes, 27u);
  EXPECT_EQ(Index(next, next + 22), Index(index, index + 22));
  EXPECT_EQ(Index(next + 22, next + 25), Index(3, 0));  // within the minute
  MAPIFreeBuffer(index);
  MAPIFreeBuffer(next);
}

TEST(ConversationIndex, of_two_conversations_differ) {
  ULONG bytes = 0;
  LPBYTE one = nullptr, other = nullptr;
  ASSERT_EQ(ScCreateConversationIndex(0, nullptr, &bytes, &one), S_OK);
  ASSERT_EQ(ScCreateConversationIndex(0, nullptr, &bytes, &other), S_OK);
  EXPECT_NE(Index(one + 6, one + 22), Index(other + 6, other + 22));
  MAPIFreeBuffer(one);
  MAPIFreeBuffer(other);
}

TEST(ConversationIndex, needs_a_parent_where_bytes_are_counted_and_a_place_to_go) {
  ULONG bytes = 0;
  BYTE parent[22] = {1};
  LPBYTE index = nullptr;
  EXPECT_EQ(ScCreateConversationIndex(22, nullptr, &bytes, &index), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCreateConversationIndex(22, parent, nullptr, &index), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCreateConversationIndex(22, parent, &bytes, nullptr), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapiutil
