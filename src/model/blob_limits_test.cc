#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "model/blob.h"

namespace postroom {
namespace {

MessageContent nested(int depth) {
  MessageContent content;
  for (int i = 0; i < depth; ++i) {
    auto inner = std::make_shared<const MessageContent>(std::move(content));
    content = {};
    content.attachments.push_back({0, {}, {}, std::move(inner)});
  }
  return content;
}

PropertySet properties_of(std::size_t count) {
  PropertySet properties;
  properties.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    properties.append({PropertyTag(static_cast<std::uint16_t>(i), PropertyType::null), Null{}});
  }
  return properties;
}

MessageContent with_recipients(std::size_t count) {
  MessageContent content;
  for (std::size_t i = 0; i < count; ++i) content.recipients.push_back({static_cast<std::uint32_t>(i), {}});
  return content;
}

MessageContent with_attachments(std::size_t count) {
  MessageContent content;
  for (std::size_t i = 0; i < count; ++i)
    content.attachments.push_back({static_cast<std::uint32_t>(i), {}, {}, {}});
  return content;
}

void expect_round_trip(const MessageContent& content) {
  const auto encoded = encode(content);
  ASSERT_TRUE(encoded.ok());
  const auto decoded = decode_content(*encoded);
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  EXPECT_TRUE(*decoded == content);
}

TEST(BlobLimits, hold_messages_embedded_to_the_depth_allowed_and_refuse_one_more) {
  expect_round_trip(nested(kMaxEmbeddingDepth));
  EXPECT_EQ(encode(nested(kMaxEmbeddingDepth + 1)).error().code, Code::too_big);
}

TEST(BlobLimits, hold_as_many_properties_as_allowed_and_refuse_one_more) {
  EXPECT_EQ(decode_properties(*encode(properties_of(kMaxProperties)))->size(), kMaxProperties);
  EXPECT_EQ(encode(properties_of(kMaxProperties + 1)).error().code, Code::too_big);
}

TEST(BlobLimits, hold_as_many_recipients_as_allowed_and_refuse_one_more) {
  expect_round_trip(with_recipients(kMaxRecipients));
  EXPECT_EQ(encode(with_recipients(kMaxRecipients + 1)).error().code, Code::too_big);
}

TEST(BlobLimits, hold_as_many_attachments_as_allowed_and_refuse_one_more) {
  expect_round_trip(with_attachments(kMaxAttachments));
  EXPECT_EQ(encode(with_attachments(kMaxAttachments + 1)).error().code, Code::too_big);
}

TEST(BlobLimits, hold_as_many_bytes_as_allowed_and_refuse_one_more) {
  // version, count, tag, length of the text in four bytes, checksum
  constexpr std::size_t kAround = 1 + 1 + 4 + 4 + 4;
  PropertySet properties{{tag::body, std::string(kMaxContentBytes - kAround, 'x')}};
  const auto encoded = encode(properties);
  ASSERT_TRUE(encoded.ok());
  EXPECT_EQ(encoded->size(), kMaxContentBytes);
  EXPECT_TRUE(decode_properties(*encoded).ok());
  properties.set(tag::body, std::string(kMaxContentBytes - kAround + 1, 'x'));
  EXPECT_EQ(encode(properties).error().code, Code::too_big);
  EXPECT_EQ(decode_properties(Bytes(kMaxContentBytes + 1, kBlobVersion)).error().code, Code::corrupt);
}

// 2 to the power of 30 messages by sharing: counting must not visit them all.
TEST(BlobLimits, refuse_a_message_that_shares_itself_without_end_early) {
  MessageContent content;
  content.properties.set(tag::body, std::string(1000, 'x'));
  for (int i = 0; i < 30; ++i) {
    const auto inner = std::make_shared<const MessageContent>(std::move(content));
    content = {};
    content.attachments.push_back({0, {}, {}, inner});
    content.attachments.push_back({1, {}, {}, inner});
  }
  EXPECT_EQ(encode(content).error().code, Code::too_big);
}

TEST(BlobEncode, refuses_rows_and_numbers_out_of_order_that_could_not_be_read_back) {
  MessageContent rows = with_recipients(2);
  rows.recipients[1].row = 0;
  EXPECT_EQ(encode(rows).error().code, Code::invalid_argument);
  MessageContent numbers = with_attachments(2);
  numbers.attachments[0].number = 7;
  EXPECT_EQ(encode(numbers).error().code, Code::invalid_argument);
}

}  // namespace
}  // namespace postroom
