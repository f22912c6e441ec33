#include "model/blob.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <bit>

#include "model/blob_format.h"
#include "model/crc32c.h"
#include "model/hexadecimal.h"

namespace postroom {
namespace {

std::string hexadecimal(const Bytes& bytes) {
  std::string text;
  append_hexadecimal(text, bytes);
  return text;
}

// The body given in hexadecimal, as a whole blob.
Bytes blob_of(std::string_view body) {
  Bytes bytes{kBlobVersion};
  const Bytes middle = parse_hexadecimal_bytes(body).value();
  bytes.insert(bytes.end(), middle.begin(), middle.end());
  bytes.resize(bytes.size() + blob::kChecksumSize);
  const std::uint32_t checksum = crc32c(ByteView(bytes).first(bytes.size() - blob::kChecksumSize));
  blob::store_number(bytes.data() + bytes.size() - blob::kChecksumSize, checksum);
  return bytes;
}

Result<PropertySet> decode_body(std::string_view body) { return decode_properties(blob_of(body)); }

void expect_corrupt(std::string_view body, std::string_view why) {
  const auto decoded = decode_body(body);
  ASSERT_FALSE(decoded.ok()) << body;
  EXPECT_EQ(decoded.error().code, Code::corrupt);
  EXPECT_NE(decoded.error().message.find(why), std::string::npos) << decoded.error().message;
}

void expect_corrupt_content(std::string_view body, std::string_view why) {
  const auto decoded = decode_content(blob_of(body));
  ASSERT_FALSE(decoded.ok()) << body;
  EXPECT_EQ(decoded.error().code, Code::corrupt);
  EXPECT_NE(decoded.error().message.find(why), std::string::npos) << decoded.error().message;
}

MessageContent example() {
  MessageContent content;
  content.properties.set(tag::importance, std::int32_t{1});
  content.properties.set(tag::subject, std::string("Hi"));
  LargeValue body;
  for (std::size_t i = 0; i < body.hash.size(); ++i) body.hash[i] = static_cast<std::uint8_t>(i);
  body.size = 9000;
  content.properties.set(tag::body, body);
  content.recipients.push_back({0, {{tag::recipient_type, std::int32_t{1}}}});
  MessageContent inner;
  inner.properties.set(tag::read_receipt_requested, true);
  content.attachments.push_back({3,
                                 make_guid(0x04030201, 0x0605, 0x0807, 0x090A0B0C0D0E0F10),
                                 {},
                                 std::make_shared<const MessageContent>(inner)});
  return content;
}

// The example in docs/property-blob.md.
TEST(Blob, has_the_layout_that_the_documentation_shows) {
  const std::string expected =
      "01"  // version
      "03"  // three properties
      "03001700"
      "01000000"  // importance: 1
      "1f003700"
      "02"
      "4869"                                                              // subject: "Hi"
      "1f800010"                                                          // body, a large value
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"  // its hash
      "2823000000000000"                                                  // its size: 9,000
      "01"
      "00000000"
      "01"
      "0300150c"
      "01000000"  // one recipient: row 0, type 1
      "01"
      "03000000"
      "0102030405060708090a0b0c0d0e0f10"
      "00"  // one attachment: number, record key
      "01"
      "01"
      "0b002900"
      "01"
      "00"
      "00"         // its embedded message
      "51257579";  // checksum
  const Bytes encoded = *encode(example());
  EXPECT_EQ(hexadecimal(encoded), expected);
  EXPECT_EQ(*decode_content(encoded), example());
}

TEST(Blob, of_nothing_is_as_short_as_can_be) {
  EXPECT_EQ(encode(MessageContent{})->size(), 8u);
  EXPECT_EQ(*decode_content(*encode(MessageContent{})), MessageContent{});
  EXPECT_EQ(encode(PropertySet{})->size(), 6u);
  EXPECT_EQ(*decode_properties(*encode(PropertySet{})), PropertySet{});
}

TEST(Blob, tells_an_inline_value_and_a_large_one_under_one_tag_apart) {
  const PropertySet inline_value{{tag::body, std::string("text")}};
  const PropertySet large_value{{tag::body, LargeValue{{1}, 9000}}};
  EXPECT_EQ(*decode_properties(*encode(inline_value)), inline_value);
  EXPECT_EQ(*decode_properties(*encode(large_value)), large_value);
}

TEST(Blob, keeps_text_that_is_not_utf8_and_long_inline_values) {
  const PropertySet properties{{tag::subject, std::string("a\xFF\0b", 4)},
                               {tag::body, std::string(100'000, 'x')}};
  EXPECT_EQ(*decode_properties(*encode(properties)), properties);
}

TEST(Blob, keeps_every_bit_of_floating_point_values) {
  const auto bits = [](std::uint64_t value) { return std::bit_cast<double>(value); };
  const PropertySet properties{{PropertyTag(0x60000005), bits(0x7FF8000000000123)},
                               {PropertyTag(0x60010005), -0.0}};
  EXPECT_EQ(*decode_properties(*encode(properties)), properties);
}

TEST(Blob, of_a_folder_is_written_like_the_properties_of_a_message) {
  const PropertySet properties{{tag::display_name, std::string("Inbox")}};
  EXPECT_EQ(hexadecimal(*encode(properties)).substr(0, 24), "01011f00013005496e626f78");
}

TEST(BlobChecksum, matches_until_any_bit_changes) {
  const Bytes encoded = *encode(example());
  EXPECT_TRUE(checksum_matches(encoded));
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    Bytes changed = encoded;
    changed[i] ^= 0x10;
    EXPECT_FALSE(checksum_matches(changed)) << i;
  }
  EXPECT_FALSE(checksum_matches({}));
  EXPECT_FALSE(checksum_matches(ByteView(encoded).first(3)));
}

TEST(BlobDecode, does_not_look_at_the_checksum) {
  Bytes encoded = *encode(example());
  encoded.back() ^= 1;
  EXPECT_EQ(*decode_content(encoded), example());
}

TEST(BlobDecode, refuses_every_cut_and_everything_that_follows) {
  const Bytes encoded = *encode(example());
  for (std::size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_EQ(decode_content(ByteView(encoded).first(size)).error().code, Code::corrupt) << size;
  }
  Bytes longer = encoded;
  longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(longer.size() - blob::kChecksumSize), 0);
  EXPECT_EQ(decode_content(longer).error().code, Code::corrupt);
}

TEST(BlobDecode, tells_a_newer_version_from_no_blob_at_all) {
  Bytes encoded = *encode(PropertySet{});
  encoded[0] = kBlobVersion + 1;
  EXPECT_EQ(decode_properties(encoded).error().code, Code::newer_format);
  encoded[0] = 0;
  EXPECT_EQ(decode_properties(encoded).error().code, Code::corrupt);
}

TEST(BlobDecode, refuses_duplicate_and_unordered_properties) {
  EXPECT_TRUE(decode_body("02"
                          "03001700"
                          "01000000"
                          "03001800"
                          "01000000")
                  .ok());
  expect_corrupt(
      "02"
      "03001700"
      "01000000"
      "03001700"
      "01000000",
      "order of their ids");
  expect_corrupt(
      "02"
      "03001700"
      "01000000"
      "0b001700"
      "01",
      "order of their ids");
  expect_corrupt(
      "02"
      "03001800"
      "01000000"
      "03001700"
      "01000000",
      "order of their ids");
}

TEST(BlobDecode, refuses_booleans_other_than_0_and_1) {
  EXPECT_TRUE(decode_body("01"
                          "0b002900"
                          "00")
                  .ok());
  expect_corrupt(
      "01"
      "0b002900"
      "02",
      "neither 0 nor 1");
}

TEST(BlobDecode, refuses_numbers_written_longer_than_needed_or_past_32_bits) {
  expect_corrupt("8000", "longer than needed");
  expect_corrupt(
      "01"
      "1f003700"
      "8200"
      "4869",
      "longer than needed");
  expect_corrupt(
      "01"
      "1f003700"
      "ffffffff1f",
      "too large");
  expect_corrupt(
      "01"
      "1f003700"
      "ffffffffff01",
      "too large");
  expect_corrupt(
      "01"
      "1f003700"
      "ffffffff0f",
      "ends too early");
}

TEST(BlobDecode, refuses_counts_that_the_bytes_cannot_hold_before_making_room) {
  expect_corrupt("ffffff7f", "count is too large");
  expect_corrupt(
      "01"
      "03100060"
      "ffffff7f"
      "01000000",
      "count is too large");
  expect_corrupt_content(
      "00"
      "ffffff7f"
      "00",
      "count is too large");
  expect_corrupt_content(
      "00"
      "00"
      "ffffff7f",
      "count is too large");
}

TEST(BlobDecode, refuses_types_that_are_never_stored) {
  for (const char* body : {"01"
                           "00003700",
                           "01"
                           "0a003700"
                           "00000000",
                           "01"
                           "0d003700",
                           "01"
                           "1f203700"
                           "00",
                           "01"
                           "0b103700"
                           "00",
                           "01"
                           "1f403700"
                           "00"}) {
    expect_corrupt(body, "unknown");
  }
  expect_corrupt(
      "01"
      "03803700" +
          std::string(80, '0'),
      "large value");
  expect_corrupt(
      "01"
      "1f903700" +
          std::string(80, '0'),
      "large value");
}

TEST(BlobDecode, refuses_unordered_recipients_and_attachments) {
  const std::string key(32, '0');
  EXPECT_TRUE(decode_content(blob_of("00"
                                     "02"
                                     "00000000"
                                     "00"
                                     "01000000"
                                     "00"
                                     "00"))
                  .ok());
  expect_corrupt_content(
      "00"
      "02"
      "01000000"
      "00"
      "01000000"
      "00"
      "00",
      "order of their rows");
  EXPECT_TRUE(decode_content(blob_of("00"
                                     "00"
                                     "02"
                                     "00000000" +
                                     key +
                                     "0000"
                                     "01000000" +
                                     key + "0000"))
                  .ok());
  expect_corrupt_content(
      "00"
      "00"
      "02"
      "02000000" +
          key +
          "0000"
          "01000000" +
          key + "0000",
      "order of their numbers");
}

TEST(BlobDecode, says_at_which_byte_it_found_the_damage) {
  expect_corrupt(
      "01"
      "0b002900"
      "02",
      "at byte 7:");
}

}  // namespace
}  // namespace postroom
