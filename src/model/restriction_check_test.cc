#include <gtest/gtest.h>
#include <postroom/restriction.h>
#include <postroom/tags.h>

namespace postroom {
namespace {

constexpr PropertyTag kSize{0x0E080003};
constexpr PropertyTag kKeywords{0x6610101F};
constexpr PropertyTag kNumbers{0x66111003};
constexpr PropertyTag kHash{0x66130102};
constexpr PropertyTag kReal{0x66220005};
constexpr PropertyTag kObject{0x6630000D};

using Part = std::shared_ptr<const Restriction>;

Part part(Restriction restriction) { return std::make_shared<const Restriction>(std::move(restriction)); }

void expect_fine(const Restriction& restriction) {
  const Status checked = check(restriction);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
}

void expect_refused(Code code, const Restriction& restriction, std::string_view why) {
  const Status checked = check(restriction);
  ASSERT_FALSE(checked.ok()) << why;
  EXPECT_EQ(checked.error().code, code);
  EXPECT_NE(checked.error().message.find(why), std::string::npos) << checked.error().message;
}

void expect_too_complex(const Restriction& restriction, std::string_view why) {
  expect_refused(Code::too_complex, restriction, why);
}

Restriction equal(PropertyTag tag, Property value) {
  return {PropertyRestriction{tag, Relation::equal, std::move(value)}};
}
Restriction contains(PropertyTag tag, Property value) {
  return {ContentRestriction{tag, Match::substring, {}, std::move(value)}};
}

TEST(CheckRestriction, takes_one_of_each_kind) {
  const Part exists = part({ExistRestriction{tag::subject}});
  expect_fine({AndRestriction{}});
  expect_fine({OrRestriction{{*exists, *exists}}});
  expect_fine({NotRestriction{exists}});
  expect_fine(contains(tag::subject, {tag::subject, std::string("x")}));
  expect_fine(equal(kSize, {kSize, 1}));
  expect_fine({CompareRestriction{tag::subject, Relation::less, PropertyTag(0x0070001F)}});
  expect_fine({BitmaskRestriction{kSize, BitmaskRestriction::Bits::all_clear, 1}});
  expect_fine({SizeRestriction{kNumbers, Relation::greater, 1}});
  expect_fine(*exists);
  expect_fine({SubRestriction{SubObject::attachments, exists}});
  expect_fine({CommentRestriction{{{kSize, 1}, {kNumbers, std::vector<std::int32_t>{1}}}, exists}});
  expect_fine({CommentRestriction{}});
  expect_fine({CountRestriction{1, exists}});
}

TEST(CheckRestriction, refuses_a_value_of_another_type_than_the_property) {
  expect_too_complex(equal(kSize, {kReal, 1.0}), "compares integer32 with float64");
  expect_too_complex(equal(tag::subject, {kHash, Bytes{1}}), "PR_SUBJECT compares unicode with binary");
  expect_too_complex(contains(kHash, {tag::subject, std::string("x")}), "compares binary with unicode");
  expect_too_complex(contains(tag::subject, {kHash, Bytes{1}}), "compares unicode with binary");
}

TEST(CheckRestriction, lets_string8_and_unicode_stand_for_each_other_and_ignores_the_id_of_the_value) {
  constexpr PropertyTag kOtherA{0x3001001E};
  expect_fine(equal(tag::subject, {kOtherA, String8{"x"}}));
  expect_fine(contains(kOtherA, {tag::subject, std::string("x")}));
  expect_fine({CompareRestriction{tag::subject, Relation::equal, kOtherA}});
}

TEST(CheckRestriction, takes_one_value_for_a_multi_valued_property_and_never_several) {
  expect_fine(equal(kNumbers, {kSize, 1}));
  expect_fine(contains(kKeywords, {tag::subject, std::string("x")}));
  expect_fine(equal(PropertyTag(kNumbers.value | kInstanceFlag), {kSize, 1}));
  expect_too_complex(equal(kNumbers, {kNumbers, std::vector<std::int32_t>{1}}), "several values");
  expect_too_complex(equal(kSize, {kNumbers, std::vector<std::int32_t>{1}}), "several values");
  expect_too_complex(contains(kKeywords, {kKeywords, std::vector<std::string>{"x"}}), "several values");
  expect_too_complex(equal(kSize, {PropertyTag(kSize.value | kInstanceFlag), 1}), "several values");
}

TEST(CheckRestriction, refuses_a_value_that_is_not_of_its_own_tags_type_or_not_there) {
  expect_too_complex(equal(kSize, {kSize, std::string("x")}), "not of the type that its tag says, integer32");
  expect_too_complex(equal(tag::subject, {tag::subject, String8{"x"}}), "not of the type");
  expect_too_complex(contains(tag::subject, {tag::subject, LargeValue{}}), "not there as a whole");
  expect_too_complex({CommentRestriction{{{kSize, std::string("x")}}, nullptr}},
                     "A comment restriction with");
  expect_too_complex({CommentRestriction{{{tag::body, LargeValue{}}}, nullptr}}, "not there as a whole");
}

TEST(CheckRestriction, refuses_types_without_values_to_compare) {
  for (const PropertyType type : {PropertyType::unspecified, PropertyType::error, PropertyType::object}) {
    const PropertyTag tag(0x6630, type);
    expect_too_complex(equal(tag, {tag, 1}), "whose values can be compared");
    expect_too_complex({CompareRestriction{tag, Relation::equal, tag}}, "whose values can be compared");
    expect_too_complex({CompareRestriction{kSize, Relation::equal, tag}}, "whose values can be compared");
    expect_too_complex({SizeRestriction{tag, Relation::equal, 1}}, "whose values can be compared");
  }
  expect_too_complex({SizeRestriction{PropertyTag(0x66300099), Relation::equal, 1}}, "unknown type 0x0099");
  expect_too_complex({SizeRestriction{PropertyTag(0x6630100B), Relation::equal, 1}}, "not several boolean");
  expect_too_complex({SizeRestriction{PropertyTag(0x66302003), Relation::equal, 1}}, "unknown type 0x2003");
}

TEST(CheckRestriction, refuses_exist_on_an_object_alone) {
  expect_too_complex({ExistRestriction{kObject}}, "asks for an object");
  expect_fine({ExistRestriction{PropertyTag(0x66300000)}});
}

TEST(CheckRestriction, refuses_content_of_anything_but_text_and_bytes) {
  expect_too_complex(contains(kSize, {kSize, 1}), "text or binary there, not integer32");
  expect_too_complex(contains(kNumbers, {kSize, 1}), "text or binary there, not several integer32");
}

TEST(CheckRestriction, refuses_to_compare_properties_of_different_types) {
  expect_too_complex({CompareRestriction{kSize, Relation::equal, kReal}}, "not integer32 and float64");
  expect_too_complex({CompareRestriction{kSize, Relation::equal, kNumbers}},
                     "not integer32 and several integer32");
}

TEST(CheckRestriction, refuses_bitmasks_of_anything_but_integer32) {
  using Bits = BitmaskRestriction::Bits;
  expect_too_complex({BitmaskRestriction{kReal, Bits::some_set, 1}}, "needs integer32 there, not float64");
  expect_too_complex({BitmaskRestriction{kNumbers, Bits::some_set, 1}}, "not several integer32");
  expect_too_complex({BitmaskRestriction{kSize, static_cast<Bits>(2), 1}}, "neither for some bit set");
}

TEST(CheckRestriction, refuses_regular_expressions_and_choices_that_there_are_not) {
  expect_too_complex({PropertyRestriction{kSize, Relation::like, {kSize, 1}}}, "RELOP_RE");
  expect_too_complex({CompareRestriction{kSize, Relation::like, kSize}}, "RELOP_RE");
  expect_too_complex({SizeRestriction{kSize, Relation::like, 1}}, "RELOP_RE");
  expect_too_complex({SizeRestriction{kSize, static_cast<Relation>(7), 1}}, "relation");
  expect_too_complex(
      {ContentRestriction{tag::subject, static_cast<Match>(3), {}, {tag::subject, std::string("x")}}},
      "neither whole, substring nor prefix");
  expect_too_complex({SubRestriction{static_cast<SubObject>(2), part({AndRestriction{}})}},
                     "neither recipients nor attachments");
}

TEST(CheckRestriction, refuses_missing_parts_but_of_a_comment) {
  expect_refused(Code::invalid_argument, {NotRestriction{}}, "A not restriction has nothing in it");
  expect_refused(Code::invalid_argument, {SubRestriction{}}, "A sub-object restriction has nothing in it");
  expect_refused(Code::invalid_argument, {CountRestriction{}}, "A count restriction has nothing in it");
  expect_fine({CommentRestriction{}});
}

TEST(CheckRestriction, takes_a_count_outermost_only) {
  const Part count = part({CountRestriction{1, part({AndRestriction{}})}});
  expect_fine(*count);
  expect_too_complex({AndRestriction{{*count}}}, "put it outermost");
  expect_too_complex({NotRestriction{count}}, "put it outermost");
  expect_too_complex({CommentRestriction{{}, count}}, "put it outermost");
  expect_too_complex({CountRestriction{1, count}}, "put it outermost");
  expect_too_complex({SubRestriction{SubObject::recipients, count}}, "put it outermost");
}

TEST(CheckRestriction, refuses_a_sub_object_inside_a_sub_object_however_deep) {
  const Part sub = part({SubRestriction{SubObject::recipients, part({AndRestriction{}})}});
  expect_fine({AndRestriction{{*sub, *sub, {NotRestriction{sub}}}}});
  expect_too_complex({SubRestriction{SubObject::attachments, sub}}, "inside another");
  expect_too_complex({SubRestriction{SubObject::attachments, part({OrRestriction{{{NotRestriction{sub}}}}})}},
                     "inside another");
}

TEST(CheckRestriction, finds_what_is_wrong_wherever_it_stands) {
  const Restriction wrong{ExistRestriction{kObject}};
  expect_too_complex({AndRestriction{{{AndRestriction{}}, wrong}}}, "asks for an object");
  expect_too_complex({OrRestriction{{wrong}}}, "asks for an object");
  expect_too_complex({NotRestriction{part(wrong)}}, "asks for an object");
  expect_too_complex({SubRestriction{SubObject::recipients, part(wrong)}}, "asks for an object");
  expect_too_complex({CommentRestriction{{}, part(wrong)}}, "asks for an object");
  expect_too_complex({CountRestriction{1, part(wrong)}}, "asks for an object");
}

TEST(CheckRestriction, takes_32_restrictions_inside_one_another_and_no_more) {
  const auto nested = [](int depth) {
    Restriction restriction{AndRestriction{}};
    for (int i = 1; i < depth; ++i) restriction = {NotRestriction{part(std::move(restriction))}};
    return restriction;
  };
  expect_fine(nested(kMaxRestrictionDepth));
  expect_refused(Code::too_big, nested(kMaxRestrictionDepth + 1), "inside one another");
}

TEST(CheckRestriction, takes_4096_parts_and_no_more_also_where_they_are_shared) {
  const auto wide = [](std::size_t parts) {
    return Restriction{AndRestriction{std::vector<Restriction>(parts, {ExistRestriction{kSize}})}};
  };
  expect_fine(wide(kMaxRestrictionNodes - 1));
  expect_refused(Code::too_big, wide(kMaxRestrictionNodes), "more than 4,096 parts");
  Restriction doubled{AndRestriction{}};
  for (int i = 0; i < 30; ++i) {
    const Restriction negated{NotRestriction{part(std::move(doubled))}};
    doubled = {AndRestriction{{negated, negated}}};
    if (!check(doubled).ok()) break;
  }
  expect_refused(Code::too_big, doubled, "more than 4,096 parts");
}

TEST(CheckRestriction, takes_one_mebibyte_as_it_is_kept_and_no_more) {
  const std::size_t around =
      encode_restriction(equal(kHash, {kHash, Bytes(kMaxRestrictionBytes / 2)})).size() -
      kMaxRestrictionBytes / 2;
  const Restriction fullest = equal(kHash, {kHash, Bytes(kMaxRestrictionBytes - around)});
  EXPECT_EQ(encode_restriction(fullest).size(), kMaxRestrictionBytes);
  expect_fine(fullest);
  expect_refused(Code::too_big, equal(kHash, {kHash, Bytes(kMaxRestrictionBytes - around + 1)}), "1 MiB");
}

}  // namespace
}  // namespace postroom
