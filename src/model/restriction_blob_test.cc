#include <gtest/gtest.h>
#include <postroom/restriction.h>
#include <postroom/tags.h>

#include <limits>

#include "model/hexadecimal.h"

namespace postroom {
namespace {

constexpr PropertyTag kSize{0x0E080003};
constexpr PropertyTag kHash{0x66130102};

using Part = std::shared_ptr<const Restriction>;

Part part(Restriction restriction) { return std::make_shared<const Restriction>(std::move(restriction)); }

std::string hexadecimal(const Bytes& bytes) {
  std::string text;
  append_hexadecimal(text, bytes);
  return text;
}

Result<Restriction> decode(std::string_view text) {
  return decode_restriction(parse_hexadecimal_bytes(text).value());
}

// What is encoded as `expected`, and is read again from that.
void expect_form(const Restriction& restriction, std::string_view expected) {
  EXPECT_EQ(hexadecimal(encode_restriction(restriction)), expected);
  const auto decoded = decode(expected);
  ASSERT_TRUE(decoded.ok()) << describe(decoded.error());
  EXPECT_TRUE(*decoded == restriction) << expected;
}

void expect_refused(std::string_view bytes, std::string_view why, Code code = Code::corrupt) {
  const auto decoded = decode(bytes);
  ASSERT_FALSE(decoded.ok()) << bytes;
  EXPECT_EQ(decoded.error().code, code);
  EXPECT_NE(describe(decoded.error()).find(why), std::string::npos) << describe(decoded.error());
}

// These forms are in stores: a change of one is a new version.
TEST(RestrictionBlob, has_this_form_for_each_kind) {
  const Part exists = part({ExistRestriction{tag::subject}});
  using Bits = BitmaskRestriction::Bits;
  expect_form({AndRestriction{{*exists}}}, "010001081f003700");
  expect_form({OrRestriction{}}, "010100");
  expect_form({NotRestriction{exists}}, "0102081f003700");
  expect_form(
      {ContentRestriction{tag::subject, Match::prefix, {true, false}, {tag::subject, std::string("Hi")}}},
      "01031f00370002011f003700024869");
  expect_form({PropertyRestriction{kSize, Relation::greater, {kSize, 5}}}, "01040300080e020300080e05000000");
  expect_form({CompareRestriction{kSize, Relation::not_equal, PropertyTag(0x66000003)}},
              "01050300080e0503000066");
  expect_form({BitmaskRestriction{kSize, Bits::some_set, 0x80000001}}, "01060300080e0101000080");
  expect_form({SizeRestriction{kHash, Relation::less, 16}}, "0107020113660010000000");
  expect_form(*exists, "01081f003700");
  expect_form({SubRestriction{SubObject::attachments, exists}}, "010901081f003700");
  expect_form({CommentRestriction{{{kSize, -1}}, exists}}, "010a010300080effffffff01081f003700");
  expect_form({CommentRestriction{}}, "010a0000");
  expect_form({CountRestriction{300, exists}}, "010b2c010000081f003700");
}

TEST(RestrictionBlob, has_this_form_for_each_choice) {
  const auto content = [](Match match, Looseness overlooks) {
    return Restriction{ContentRestriction{kHash, match, overlooks, {kHash, Bytes{7}}}};
  };
  expect_form(content(Match::whole, {}),
              "01030201136600000201136601"
              "07");
  expect_form(content(Match::substring, {false, true}),
              "01030201136601020201136601"
              "07");
  expect_form(content(Match::prefix, {true, true}),
              "01030201136602030201136601"
              "07");
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(Relation::not_equal); ++i) {
    expect_form({SizeRestriction{kSize, static_cast<Relation>(i), 1}},
                "01070300080e0" + std::to_string(i) + "01000000");
  }
  expect_form({BitmaskRestriction{kSize, BitmaskRestriction::Bits::all_clear, 1}}, "01060300080e0001000000");
  expect_form({SubRestriction{SubObject::recipients, part({OrRestriction{}})}}, "0109000100");
}

// docs/restriction-blob.md
TEST(RestrictionBlob, has_the_form_of_the_example_in_its_description) {
  const Restriction subject{
      ContentRestriction{tag::subject, Match::substring, {true, false}, {tag::subject, std::string("hi")}}};
  const Restriction copied{
      PropertyRestriction{tag::recipient_type, Relation::equal, {tag::recipient_type, std::int32_t{2}}}};
  const Restriction either{OrRestriction{{subject, {SubRestriction{SubObject::recipients, part(copied)}}}}};
  expect_form({CountRestriction{300, part(either)}},
              "010b2c0100000102031f00370001011f00370002686909000403"
              "00150c040300150c02000000");
}

TEST(RestrictionBlob, keeps_the_bits_of_a_value) {
  constexpr PropertyTag kReal{0x66220005};
  for (const double value : {-0.0, std::numeric_limits<double>::quiet_NaN()}) {
    const Restriction restriction{PropertyRestriction{kReal, Relation::equal, {kReal, value}}};
    EXPECT_TRUE(*decode_restriction(encode_restriction(restriction)) == restriction);
  }
  const Restriction text{
      PropertyRestriction{tag::subject, Relation::equal, {tag::subject, std::string("\xFF")}}};
  EXPECT_TRUE(*decode_restriction(encode_restriction(text)) == text);
}

TEST(RestrictionBlob, is_refused_when_it_is_none_or_a_newer_one) {
  expect_refused("", "at byte 0: this is no restriction");
  expect_refused("000000", "at byte 0: this is no restriction");
  expect_refused("020000", "A newer Postroom", Code::newer_format);
  expect_refused("ff0000", "A newer Postroom", Code::newer_format);
}

TEST(RestrictionBlob, says_at_which_byte_it_is_corrupt) {
  expect_refused("01", "at byte 1: it ends too early");
  expect_refused("010c", "at byte 2: there is no restriction of this kind");
  expect_refused("01081f0037", "at byte 2: it ends too early");
  expect_refused("01000000", "at byte 3: something follows the end");
  expect_refused("010002", "at byte 3: a count is too large");
  expect_refused("0100800008", "longer than needed");
  expect_refused("01031f00370003001f003700024869", "at byte 7: a choice has an unknown number");
  expect_refused("01031f00370000041f003700024869", "at byte 8: a looseness has unknown bits");
  expect_refused("01040300080e070300080e05000000", "at byte 7: a choice has an unknown number");
  expect_refused("01060300080e0201000080", "at byte 7: a choice has an unknown number");
  expect_refused("010902081f003700", "at byte 3: a choice has an unknown number");
  expect_refused("010a0002", "at byte 4: a yes or no is neither 0 nor 1");
  expect_refused("01040300080e000d00080e05000000", "unknown type");
}

TEST(RestrictionBlob, is_refused_when_check_refuses_what_it_says) {
  expect_refused("01070300080e0601000000", "RELOP_RE");
  expect_refused("01080d003066", "asks for an object");
  expect_refused(
      "010001"
      "0b2c010000081f003700",
      "put it outermost");
  expect_refused(
      "01041f0037000002011366"
      "0107",
      "compares unicode with binary");
}

TEST(RestrictionBlob, is_read_at_the_limit_of_depth_and_parts_and_not_past_it) {
  const auto nested = [](int depth) {
    std::string bytes = "01";
    for (int i = 1; i < depth; ++i) bytes += "02";
    return bytes + "0100";
  };
  EXPECT_TRUE(decode(nested(kMaxRestrictionDepth)).ok());
  expect_refused(nested(kMaxRestrictionDepth + 1), "stand too deep inside one another");
  const auto wide = [](int parts) {  // of 4,095 or 4,096, as a varint
    std::string bytes = parts == 4095 ? "0100ff1f" : "01008020";
    for (int i = 0; i < parts; ++i) bytes += "0100";
    return bytes;
  };
  EXPECT_TRUE(decode(wide(4095)).ok());
  expect_refused(wide(4096), "it has too many parts");
}

TEST(RestrictionBlob, is_read_up_to_one_mebibyte_and_not_past_it) {
  const std::size_t around = 1 + 1 + 4 + 1 + 4 + 3;
  const auto filled = [&](std::size_t size) {
    return encode_restriction({PropertyRestriction{kHash, Relation::equal, {kHash, Bytes(size - around)}}});
  };
  ASSERT_EQ(filled(kMaxRestrictionBytes).size(), kMaxRestrictionBytes);
  EXPECT_TRUE(decode_restriction(filled(kMaxRestrictionBytes)).ok());
  const auto larger = decode_restriction(filled(kMaxRestrictionBytes + 1));
  ASSERT_FALSE(larger.ok());
  EXPECT_EQ(larger.error().code, Code::corrupt);
}

}  // namespace
}  // namespace postroom
