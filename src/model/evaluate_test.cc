#include "model/evaluate.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <limits>

#include "model/testing/content_row.h"

namespace postroom {
namespace {

constexpr PropertyTag kSize{0x0E080003};
constexpr PropertyTag kOther{0x66000003};
constexpr PropertyTag kKeywords{0x6610101F};
constexpr PropertyTag kNumbers{0x66111003};
constexpr PropertyTag kMoreNumbers{0x66121003};
constexpr PropertyTag kHash{0x66130102};
constexpr PropertyTag kCodes{0x66141102};

constexpr PropertyTag single(PropertyTag tag) {
  return PropertyTag(tag.value & ~std::uint32_t{kMultiValueFlag});
}

Restriction property(PropertyTag tag, Relation relation, Value value) {
  return {PropertyRestriction{tag, relation, {single(tag), std::move(value)}}};
}
Restriction content(PropertyTag tag, Match match, Value value, Looseness overlooks = {}) {
  return {ContentRestriction{tag, match, overlooks, {single(tag), std::move(value)}}};
}
Restriction negated(Restriction part) {
  return {NotRestriction{std::make_shared<const Restriction>(std::move(part))}};
}
Restriction some(SubObject of, Restriction part) {
  return {SubRestriction{of, std::make_shared<const Restriction>(std::move(part))}};
}

bool met(const PropertySet& properties, const Restriction& restriction) {
  testing::ContentRow row(properties);
  const Result<bool> once = meets(restriction, row);
  const Result<bool> prepared = PreparedRestriction(restriction).meets(row);
  EXPECT_TRUE(once.ok() && prepared.ok());
  EXPECT_EQ(*once, *prepared);
  return *once;
}

// Which of the six relations hold, in their order: "< <= > >= = !=" as 0 and 1.
std::string relations(const PropertySet& properties, PropertyTag tag, const Value& value) {
  std::string bits;
  for (int i = 0; i <= static_cast<int>(Relation::not_equal); ++i) {
    bits += met(properties, property(tag, static_cast<Relation>(i), value)) ? '1' : '0';
  }
  return bits;
}
constexpr const char* kLess = "110001";
constexpr const char* kEqual = "010110";
constexpr const char* kGreater = "001101";
constexpr const char* kNone = "000000";

TEST(PropertyMeets, relates_the_property_to_the_value_in_this_order) {
  const PropertySet row{{kSize, 5}};
  EXPECT_EQ(relations(row, kSize, 6), kLess);
  EXPECT_EQ(relations(row, kSize, 5), kEqual);
  EXPECT_EQ(relations(row, kSize, 4), kGreater);
}

TEST(PropertyMeets, compares_integers_with_their_sign) {
  EXPECT_EQ(relations({{kSize, -1}}, kSize, 1), kLess);
  EXPECT_EQ(relations({{kSize, std::numeric_limits<std::int32_t>::min()}}, kSize, 0), kLess);
  constexpr PropertyTag kLong{0x66200014};
  EXPECT_EQ(relations({{kLong, std::int64_t{-1}}}, kLong, std::int64_t{1}), kLess);
  constexpr PropertyTag kShort{0x66210002};
  EXPECT_EQ(relations({{kShort, std::int16_t{-1}}}, kShort, std::int16_t{1}), kLess);
}

TEST(PropertyMeets, compares_times_numbers_guids_and_bytes) {
  EXPECT_EQ(relations({{tag::message_delivery_time, FileTime{10}}}, tag::message_delivery_time, FileTime{11}),
            kLess);
  constexpr PropertyTag kReal{0x66220005};
  EXPECT_EQ(relations({{kReal, 0.5}}, kReal, 0.25), kGreater);
  EXPECT_EQ(relations({{kReal, -0.0}}, kReal, 0.0), kEqual);
  EXPECT_EQ(relations({{kReal, std::numeric_limits<double>::quiet_NaN()}}, kReal, 1e300), kGreater);
  EXPECT_EQ(relations({{kHash, Bytes{1, 2}}}, kHash, Bytes{1, 2, 0}), kLess);
  EXPECT_EQ(relations({{kHash, Bytes{0x80}}}, kHash, Bytes{0x7F}), kGreater);
  constexpr PropertyTag kGuid{0x66230048};
  EXPECT_EQ(relations({{kGuid, kPsMapi}}, kGuid, kPsMapi), kEqual);
  EXPECT_EQ(relations({{tag::hasattach, true}}, tag::hasattach, false), kGreater);
}

TEST(PropertyMeets, compares_texts_as_tables_sort_them) {
  const PropertySet row{{tag::subject, std::string("apple")}};
  EXPECT_EQ(relations(row, tag::subject, std::string("Banana")), kLess);
  EXPECT_EQ(relations(row, tag::subject, std::string("apple")), kEqual);
  EXPECT_EQ(relations(row, tag::subject, std::string("Apple")), kLess);
  EXPECT_EQ(relations({{tag::subject, std::string("\xC3\xA4")}}, tag::subject, std::string("a\xCC\x88")),
            kEqual);
}

TEST(PropertyMeets, lets_string8_and_unicode_stand_for_each_other) {
  constexpr PropertyTag kSubjectA{0x0037001E};
  EXPECT_EQ(relations({{tag::subject, std::string("b")}}, kSubjectA, String8{"b"}), kEqual);
  EXPECT_EQ(relations({{kSubjectA, String8{"b"}}}, tag::subject, std::string("c")), kLess);
}

TEST(PropertyMeets, is_false_for_every_relation_without_the_property) {
  EXPECT_EQ(relations({}, kSize, 5), kNone);
  EXPECT_TRUE(met({}, negated(property(kSize, Relation::equal, 5))));
  EXPECT_TRUE(met({}, negated(property(kSize, Relation::not_equal, 5))));
}

TEST(PropertyMeets, is_false_where_the_id_has_a_value_of_another_type) {
  EXPECT_EQ(relations({{PropertyTag(kSize.id(), PropertyType::integer64), std::int64_t{5}}}, kSize, 5),
            kNone);
  EXPECT_EQ(relations({{multi_valued(kSize), std::vector<std::int32_t>{5}}}, kSize, 5), kNone);
  EXPECT_EQ(relations({{single(kNumbers), 5}}, kNumbers, 5), kNone);
}

TEST(PropertyMeets, asks_for_some_value_of_a_multi_valued_property) {
  const PropertySet row{{kNumbers, std::vector<std::int32_t>{3, 7}}};
  EXPECT_EQ(relations(row, kNumbers, 7), "110111");
  EXPECT_EQ(relations(row, kNumbers, 3), "011111");
  EXPECT_EQ(relations(row, kNumbers, 8), kLess);
  EXPECT_EQ(relations({{kNumbers, std::vector<std::int32_t>{}}}, kNumbers, 7), kNone);
  EXPECT_TRUE(met({{kKeywords, std::vector<std::string>{"red", "blue"}}},
                  property(kKeywords, Relation::equal, std::string("blue"))));
}

TEST(PropertyMeets, takes_the_single_value_of_a_row_made_for_it) {
  EXPECT_EQ(relations({{single(kNumbers), 7}}, PropertyTag(kNumbers.value | kInstanceFlag), 7), kEqual);
}

TEST(ContentMeets, finds_the_whole_a_part_or_the_beginning_exactly) {
  const PropertySet row{{tag::subject, std::string("Quarterly report")}};
  EXPECT_TRUE(met(row, content(tag::subject, Match::whole, std::string("Quarterly report"))));
  EXPECT_FALSE(met(row, content(tag::subject, Match::whole, std::string("Quarterly"))));
  EXPECT_TRUE(met(row, content(tag::subject, Match::substring, std::string("ly re"))));
  EXPECT_FALSE(met(row, content(tag::subject, Match::substring, std::string("Report"))));
  EXPECT_TRUE(met(row, content(tag::subject, Match::prefix, std::string("Quarter"))));
  EXPECT_FALSE(met(row, content(tag::subject, Match::prefix, std::string("report"))));
  EXPECT_FALSE(met(row, content(tag::subject, Match::prefix, std::string("Quarterly report 2"))));
}

TEST(ContentMeets, finds_the_empty_text_in_every_text_and_whole_only_in_an_empty_one) {
  const PropertySet row{{tag::subject, std::string("x")}};
  EXPECT_TRUE(met(row, content(tag::subject, Match::substring, std::string())));
  EXPECT_TRUE(met(row, content(tag::subject, Match::prefix, std::string())));
  EXPECT_FALSE(met(row, content(tag::subject, Match::whole, std::string())));
  EXPECT_TRUE(met({{tag::subject, std::string()}}, content(tag::subject, Match::whole, std::string())));
  EXPECT_FALSE(met({}, content(tag::subject, Match::substring, std::string())));
}

TEST(ContentMeets, overlooks_case_accents_both_or_neither_as_told) {
  const PropertySet row{{tag::subject, std::string("Das R\xC3\x89SUM\xC3\x89")}};
  const auto finds = [&](const char* text, Looseness overlooks) {
    return met(row, content(tag::subject, Match::substring, std::string(text), overlooks));
  };
  EXPECT_TRUE(finds("R\xC3\x89SUM\xC3\x89", {}));
  EXPECT_FALSE(finds("r\xC3\xA9sum\xC3\xA9", {}));
  EXPECT_TRUE(finds("r\xC3\xA9sum\xC3\xA9", {true, false}));
  EXPECT_FALSE(finds("resume", {true, false}));
  EXPECT_TRUE(finds("RESUME", {false, true}));
  EXPECT_FALSE(finds("resume", {false, true}));
  EXPECT_TRUE(finds("resume", {true, true}));
}

TEST(ContentMeets, takes_composed_and_decomposed_letters_apart_unless_marks_are_overlooked) {
  const PropertySet row{{tag::subject, std::string("\xC3\xA4")}};
  EXPECT_FALSE(met(row, content(tag::subject, Match::whole, std::string("a\xCC\x88"))));
  EXPECT_TRUE(met(row, content(tag::subject, Match::whole, std::string("a\xCC\x88"), {false, true})));
}

TEST(ContentMeets, finds_bytes_in_a_binary_and_knows_no_case_there) {
  const PropertySet row{{kHash, Bytes{'A', 0, 0xFF, 'b'}}};
  EXPECT_TRUE(met(row, content(kHash, Match::substring, Bytes{0, 0xFF})));
  EXPECT_TRUE(met(row, content(kHash, Match::prefix, Bytes{'A', 0})));
  EXPECT_FALSE(met(row, content(kHash, Match::prefix, Bytes{'a', 0}, {true, true})));
  EXPECT_FALSE(met(row, content(kHash, Match::whole, Bytes{'A', 0, 0xFF})));
}

TEST(ContentMeets, asks_for_some_value_of_a_multi_valued_property) {
  const PropertySet row{{kKeywords, std::vector<std::string>{"Red wine", "blue"}},
                        {kCodes, std::vector<Bytes>{{1, 2}, {3}}}};
  EXPECT_TRUE(met(row, content(kKeywords, Match::prefix, std::string("RED"), {true, false})));
  EXPECT_FALSE(met(row, content(kKeywords, Match::whole, std::string("wine"))));
  EXPECT_TRUE(met(row, content(kCodes, Match::whole, Bytes{3})));
  EXPECT_FALSE(met(row, content(kCodes, Match::substring, Bytes{2, 3})));
}

TEST(ContentMeets, lets_string8_and_unicode_stand_for_each_other) {
  constexpr PropertyTag kSubjectA{0x0037001E};
  EXPECT_TRUE(met({{kSubjectA, String8{"Hi"}}}, content(tag::subject, Match::whole, std::string("Hi"))));
  EXPECT_TRUE(met({{tag::subject, std::string("Hi")}}, content(kSubjectA, Match::whole, String8{"Hi"})));
  EXPECT_FALSE(met({{kHash, to_bytes("Hi")}},
                   content(PropertyTag(kHash.id(), PropertyType::unicode), Match::whole, std::string("Hi"))));
}

TEST(CompareMeets, relates_two_properties_of_a_row) {
  const auto compare = [](const PropertySet& row, Relation relation) {
    return met(row, {CompareRestriction{kSize, relation, kOther}});
  };
  EXPECT_TRUE(compare({{kSize, -2}, {kOther, 3}}, Relation::less));
  EXPECT_FALSE(compare({{kSize, 3}, {kOther, 3}}, Relation::less));
  EXPECT_TRUE(compare({{kSize, 3}, {kOther, 3}}, Relation::equal));
  EXPECT_FALSE(compare({{kSize, 3}}, Relation::not_equal));
  EXPECT_FALSE(compare({{kOther, 3}}, Relation::not_equal));
}

TEST(CompareMeets, takes_several_values_for_a_tuple_of_which_the_shorter_comes_first) {
  const auto less = [](std::vector<std::int32_t> a, std::vector<std::int32_t> b) {
    return met({{kNumbers, a}, {kMoreNumbers, b}},
               {CompareRestriction{kNumbers, Relation::less, kMoreNumbers}});
  };
  EXPECT_TRUE(less({1, 2}, {1, 2, 0}));
  EXPECT_TRUE(less({}, {0}));
  EXPECT_TRUE(less({1, 9}, {2}));
  EXPECT_FALSE(less({2}, {1, 9}));
  EXPECT_FALSE(less({1, 2}, {1, 2}));
}

TEST(BitmaskMeets, asks_whether_some_bit_is_set_or_all_are_clear) {
  const auto mask = [](std::int32_t value, BitmaskRestriction::Bits bits, std::uint32_t of) {
    return met({{tag::message_flags, value}}, {BitmaskRestriction{tag::message_flags, bits, of}});
  };
  using Bits = BitmaskRestriction::Bits;
  EXPECT_TRUE(mask(0b0110, Bits::some_set, 0b1100));
  EXPECT_FALSE(mask(0b0110, Bits::some_set, 0b1001));
  EXPECT_TRUE(mask(0b0110, Bits::all_clear, 0b1001));
  EXPECT_FALSE(mask(0b0110, Bits::all_clear, 0b1100));
  EXPECT_TRUE(mask(std::numeric_limits<std::int32_t>::min(), Bits::some_set, 0x80000000));
  EXPECT_FALSE(met({}, {BitmaskRestriction{tag::message_flags, Bits::all_clear, 1}}));
}

TEST(SizeMeets, counts_bytes_as_mapi_does) {
  const auto is = [](Property property, std::uint32_t size) {
    const PropertyTag tag = property.tag;
    return met({std::move(property)}, {SizeRestriction{tag, Relation::equal, size}});
  };
  EXPECT_TRUE(
      is({tag::subject, std::string("a\xC3\xA4\xF0\x9F\x93\xAC")}, 10));  // four units and the terminator
  EXPECT_TRUE(is({tag::subject, std::string("\xFF\xFF")}, 6));
  EXPECT_TRUE(is({tag::subject, std::string()}, 2));
  EXPECT_TRUE(is({PropertyTag(0x0037001E), String8{"abc"}}, 4));
  EXPECT_TRUE(is({kSize, 1}, 4));
  EXPECT_TRUE(is({tag::hasattach, true}, 2));
  EXPECT_TRUE(is({PropertyTag(0x66210002), std::int16_t{1}}, 2));
  EXPECT_TRUE(is({PropertyTag(0x66240004), 1.0f}, 4));
  EXPECT_TRUE(is({PropertyTag(0x66220005), 1.0}, 8));
  EXPECT_TRUE(is({PropertyTag(0x66250006), Currency{1}}, 8));
  EXPECT_TRUE(is({PropertyTag(0x66260007), AppTime{1}}, 8));
  EXPECT_TRUE(is({PropertyTag(0x66200014), std::int64_t{1}}, 8));
  EXPECT_TRUE(is({tag::message_delivery_time, FileTime{1}}, 8));
  EXPECT_TRUE(is({PropertyTag(0x66230048), kPsMapi}, 16));
  EXPECT_TRUE(is({kHash, Bytes(7)}, 7));
  EXPECT_TRUE(is({PropertyTag(0x66270001), Null{}}, 0));
}

TEST(SizeMeets, sums_the_values_of_a_multi_valued_property) {
  const PropertySet row{{kNumbers, std::vector<std::int32_t>{1, 2, 3}},
                        {kKeywords, std::vector<std::string>{"a", "bc"}},
                        {kCodes, std::vector<Bytes>{}}};
  EXPECT_TRUE(met(row, {SizeRestriction{kNumbers, Relation::equal, 12}}));
  EXPECT_TRUE(met(row, {SizeRestriction{kKeywords, Relation::equal, 10}}));
  EXPECT_TRUE(met(row, {SizeRestriction{kCodes, Relation::equal, 0}}));
  EXPECT_TRUE(met(row, {SizeRestriction{kNumbers, Relation::greater, 11}}));
  EXPECT_FALSE(met(row, {SizeRestriction{kOther, Relation::not_equal, 4}}));
}

TEST(ExistMeets, looks_at_the_id_and_not_at_the_type) {
  const PropertySet row{{tag::subject, std::string()}};
  EXPECT_TRUE(met(row, {ExistRestriction{tag::subject}}));
  EXPECT_TRUE(met(row, {ExistRestriction{PropertyTag(0x00370003)}}));
  EXPECT_FALSE(met(row, {ExistRestriction{tag::body}}));
}

TEST(AndMeets, is_true_when_every_part_is_and_without_parts) {
  const Restriction yes{AndRestriction{}};
  const Restriction no{OrRestriction{}};
  EXPECT_TRUE(met({}, yes));
  EXPECT_TRUE(met({}, {AndRestriction{{yes, yes}}}));
  EXPECT_FALSE(met({}, {AndRestriction{{yes, no}}}));
}

TEST(OrMeets, is_true_when_some_part_is_and_false_without_parts) {
  const Restriction yes{AndRestriction{}};
  const Restriction no{OrRestriction{}};
  EXPECT_FALSE(met({}, no));
  EXPECT_TRUE(met({}, {OrRestriction{{no, yes}}}));
  EXPECT_FALSE(met({}, {OrRestriction{{no, no}}}));
  EXPECT_TRUE(met({}, negated(no)));
}

TEST(SubMeets, is_true_when_one_row_meets_all_of_it) {
  MessageContent message;
  message.recipients.push_back({0, {{kSize, 1}, {kOther, 2}}});
  message.recipients.push_back({1, {{kSize, 2}, {kOther, 1}}});
  message.attachments.push_back({0, {}, {{kSize, 9}}, nullptr});
  testing::ContentRow row(message);
  const auto both = [](std::int32_t a, std::int32_t b) {
    return Restriction{
        AndRestriction{{property(kSize, Relation::equal, a), property(kOther, Relation::equal, b)}}};
  };
  EXPECT_TRUE(*meets(some(SubObject::recipients, both(1, 2)), row));
  EXPECT_FALSE(*meets(some(SubObject::recipients, both(1, 1)), row));
  EXPECT_TRUE(*meets(some(SubObject::attachments, property(kSize, Relation::equal, 9)), row));
  EXPECT_FALSE(*meets(some(SubObject::recipients, property(kSize, Relation::equal, 9)), row));
  EXPECT_FALSE(*meets(property(kSize, Relation::equal, 1), row));
}

TEST(SubMeets, is_false_where_there_are_no_such_rows) {
  EXPECT_FALSE(met({}, some(SubObject::recipients, {AndRestriction{}})));
  EXPECT_TRUE(met({}, negated(some(SubObject::attachments, {AndRestriction{}}))));
}

TEST(CommentMeets, passes_through_to_its_part_and_is_true_without_one) {
  const PropertySet row{{kSize, 5}};
  const auto commented = [](Restriction part) {
    return Restriction{
        CommentRestriction{{{kSize, 6}}, std::make_shared<const Restriction>(std::move(part))}};
  };
  EXPECT_TRUE(met(row, commented(property(kSize, Relation::equal, 5))));
  EXPECT_FALSE(met(row, commented(property(kSize, Relation::equal, 6))));
  EXPECT_TRUE(met(row, {CommentRestriction{{{kSize, 6}}, nullptr}}));
}

TEST(CountMeets, is_its_part) {
  const auto part = std::make_shared<const Restriction>(property(kSize, Relation::equal, 5));
  EXPECT_TRUE(met({{kSize, 5}}, {CountRestriction{0, part}}));
  EXPECT_FALSE(met({{kSize, 6}}, {CountRestriction{9, part}}));
}

// A row that fails: to find what it has, or to count its sub-objects.
class FailingRow final : public RestrictedRow {
 public:
  Result<const Property*> find(PropertyTag) override {
    return Error{Code::io_error, "The disk is gone.", {}};
  }
  Result<std::size_t> count(SubObject) override { return Error{Code::busy, "Later.", {}}; }
  RestrictedRow* sub_row(SubObject, std::size_t) override { return nullptr; }
};

TEST(Meets, fails_as_the_row_does_wherever_it_is_asked) {
  FailingRow row;
  const Restriction asks = property(kSize, Relation::equal, 5);
  EXPECT_EQ(meets(asks, row).error().code, Code::io_error);
  EXPECT_EQ(meets(negated(asks), row).error().code, Code::io_error);
  EXPECT_EQ(meets({AndRestriction{{asks}}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets({OrRestriction{{asks}}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets({ExistRestriction{kSize}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets({SizeRestriction{kSize}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets({BitmaskRestriction{kSize}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets({CompareRestriction{kSize, Relation::equal, kOther}}, row).error().code, Code::io_error);
  EXPECT_EQ(meets(content(tag::subject, Match::whole, std::string("x")), row).error().code, Code::io_error);
  EXPECT_EQ(meets(some(SubObject::recipients, asks), row).error().code, Code::busy);
  EXPECT_FALSE(*meets({AndRestriction{{{OrRestriction{}}, asks}}}, row));
}

TEST(PreparedRestriction, is_the_restriction_it_was_made_of_and_outlives_it) {
  auto given =
      std::make_unique<Restriction>(content(tag::subject, Match::prefix, std::string("H"), {true, true}));
  const PreparedRestriction prepared(*given);
  const PreparedRestriction copy = prepared;
  given.reset();
  const PropertySet properties{{tag::subject, std::string("hello")}};
  testing::ContentRow row(properties);
  EXPECT_TRUE(*copy.meets(row));
  EXPECT_EQ(std::get<ContentRestriction>(copy.restriction().kind).match, Match::prefix);
}

}  // namespace
}  // namespace postroom
