#include <postroom/property.h>

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <cmath>
#include <limits>

#include "model/testing/random_content.h"

namespace postroom {
namespace {

constexpr PropertyTag tag_of(std::uint16_t type) { return PropertyTag(0x6000u << 16 | type); }

TEST(PropertyTag, is_made_of_an_id_and_a_type) {
  static_assert(tag::subject.id() == 0x0037);
  static_assert(tag::subject.base_type() == PropertyType::unicode);
  static_assert(PropertyTag(0x0037, PropertyType::unicode) == tag::subject);
  static_assert(multi_valued(tag::subject).value == 0x0037101F);
  static_assert(multi_valued(tag::subject).base_type() == PropertyType::unicode);
  EXPECT_FALSE(tag::subject.is_multi_valued());
}

TEST(PropertyTag, is_named_from_0x8000_to_0xFFFE) {
  EXPECT_FALSE(PropertyTag(0x7FFF001F).is_named());
  EXPECT_TRUE(PropertyTag(0x8000001F).is_named());
  EXPECT_TRUE(PropertyTag(0xFFFE001F).is_named());
  EXPECT_FALSE(PropertyTag(0xFFFF001F).is_named());
}

TEST(Fits, takes_each_type_of_value_under_its_own_type_of_tag_alone) {
  testing::RandomNumbers random(1);
  for (int i = 0; i < 2000; ++i) {
    const PropertyTag tag = testing::random_tag(random);
    const PropertyTag other = testing::random_tag(random);
    const Value value = testing::random_value(random, tag);
    EXPECT_TRUE(fits(tag, value)) << std::hex << tag.value;
    if (std::holds_alternative<LargeValue>(value) || std::holds_alternative<Bytes>(value)) continue;
    EXPECT_EQ(fits(other, value), other.raw_type() == tag.raw_type())
        << std::hex << tag.value << " " << other.value;
  }
}

TEST(Fits, takes_no_value_for_types_that_are_never_stored) {
  EXPECT_FALSE(fits(tag_of(0x0000), Null{}));
  EXPECT_FALSE(fits(tag_of(0x000A), ErrorValue{1}));
  EXPECT_FALSE(fits(tag_of(0x000D), Bytes{}));
  EXPECT_FALSE(fits(tag_of(0x100B), true));
  EXPECT_FALSE(fits(tag_of(0x301F), std::vector<std::string>{}));  // MV_INSTANCE is for tables
  EXPECT_FALSE(fits(tag_of(0x0099), std::int32_t{1}));
}

TEST(Fits, takes_large_values_for_text_binary_and_the_data_of_attachments) {
  for (const std::uint16_t type : {0x001E, 0x001F, 0x0102}) EXPECT_TRUE(fits(tag_of(type), LargeValue{}));
  for (const std::uint16_t type : {0x0003, 0x000D, 0x00FB, 0x00FD, 0x101F, 0x1102}) {
    EXPECT_FALSE(fits(tag_of(type), LargeValue{})) << type;
  }
  EXPECT_TRUE(fits(tag::attach_data_obj, LargeValue{}));
}

TEST(Identical, tells_floating_point_values_apart_by_their_bits) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(identical(nan, nan));
  EXPECT_FALSE(identical(0.0, -0.0));
  EXPECT_TRUE(identical(AppTime{nan}, AppTime{nan}));
  EXPECT_TRUE(identical(std::vector<float>{std::nanf("")}, std::vector<float>{std::nanf("")}));
  EXPECT_FALSE(identical(std::vector<double>{0.0}, std::vector<double>{-0.0}));
  EXPECT_FALSE(identical(std::vector<double>{0.0}, std::vector<double>{}));
}

TEST(Identical, tells_values_of_different_types_apart) {
  EXPECT_FALSE(identical(std::string("a"), String8{"a"}));
  EXPECT_FALSE(identical(std::int32_t{1}, std::int64_t{1}));
  EXPECT_TRUE(identical(std::string("a"), std::string("a")));
}

}  // namespace
}  // namespace postroom
