// What is written as text is read again as exactly what it was.
#include <gtest/gtest.h>
#include <postroom/expression.h>
#include <postroom/tags.h>

#include "model/testing/random_content.h"

namespace postroom {
namespace {

using testing::random_below;
using testing::RandomNumbers;

constexpr PropertyTag kNamedTags[] = {tag::subject,
                                      tag::sent_representing_name,
                                      tag::sender_email_address,
                                      tag::display_to,
                                      tag::message_size,
                                      tag::importance,
                                      tag::message_flags,
                                      tag::hasattach,
                                      tag::recipient_type,
                                      tag::display_name,
                                      tag::attach_size,
                                      tag::message_delivery_time,
                                      tag::conflict_items,
                                      tag::search_key,
                                      tag::rowid,
                                      PropertyTag(0x0037001E),
                                      PropertyTag(0x8005001F),
                                      PropertyTag(0x80060003),
                                      PropertyTag(0x8007101F)};

PropertyTag random_property(RandomNumbers& random) {
  if (random_below(random, 2) == 0) return kNamedTags[random_below(random, std::size(kNamedTags))];
  return testing::random_tag(random);
}

PropertyTag one_of(PropertyTag tag) { return PropertyTag(tag.id(), tag.base_type()); }

// Under the property's own id, or now and then under another one.
Property random_value_beside(RandomNumbers& random, PropertyTag tag) {
  const PropertyTag single = one_of(tag);
  const PropertyTag of = random_below(random, 5) == 0 ? PropertyTag(0x3001, single.base_type()) : single;
  Value value = testing::random_value(random, of);
  while (std::holds_alternative<LargeValue>(value)) value = testing::random_value(random, of);
  return {of, std::move(value)};
}

PropertyTag random_text_property(RandomNumbers& random) {
  constexpr PropertyTag kTags[] = {tag::subject,
                                   tag::search_key,
                                   PropertyTag(0x0037001E),
                                   PropertyTag(0x6601001F),
                                   PropertyTag(0x8007101F),
                                   PropertyTag(0x66021102)};
  return kTags[random_below(random, std::size(kTags))];
}

Relation random_relation(RandomNumbers& random) { return static_cast<Relation>(random_below(random, 6)); }

Restriction random_leaf(RandomNumbers& random) {
  switch (random_below(random, 7)) {
    case 0: {
      const PropertyTag tag = random_text_property(random);
      const Looseness overlooks{random_below(random, 2) == 0, random_below(random, 2) == 0};
      return {ContentRestriction{tag, static_cast<Match>(random_below(random, 3)), overlooks,
                                 random_value_beside(random, tag)}};
    }
    case 1: {
      const PropertyTag tag = random_property(random);
      return {PropertyRestriction{tag, random_relation(random), random_value_beside(random, tag)}};
    }
    case 2: {
      const PropertyTag tag = random_property(random);
      return {CompareRestriction{tag, random_relation(random), PropertyTag(0x6605, tag.base_type())}};
    }
    case 3:
      return {BitmaskRestriction{random_below(random, 2) == 0 ? tag::message_flags : PropertyTag(0x66010003),
                                 static_cast<BitmaskRestriction::Bits>(random_below(random, 2)),
                                 static_cast<std::uint32_t>(random())}};
    case 4:
      return {SizeRestriction{random_property(random), random_relation(random),
                              static_cast<std::uint32_t>(random())}};
    case 5:
      return {ExistRestriction{random_property(random)}};
    default:
      return {CommentRestriction{{}, nullptr}};
  }
}

Restriction random_restriction(RandomNumbers& random, int depth);

std::shared_ptr<const Restriction> random_part(RandomNumbers& random, int depth) {
  return std::make_shared<const Restriction>(random_restriction(random, depth - 1));
}

std::vector<Restriction> random_parts(RandomNumbers& random, int depth) {
  std::vector<Restriction> parts;
  for (std::size_t left = random_below(random, 4); left > 0; --left)
    parts.push_back(random_restriction(random, depth - 1));
  return parts;
}

Restriction random_restriction(RandomNumbers& random, int depth) {
  if (depth == 0) return random_leaf(random);
  switch (random_below(random, 7)) {
    case 0:
      return {AndRestriction{random_parts(random, depth)}};
    case 1:
      return {OrRestriction{random_parts(random, depth)}};
    case 2:
      return {NotRestriction{random_part(random, depth)}};
    case 3:
      return {SubRestriction{static_cast<SubObject>(random_below(random, 2)), random_part(random, depth)}};
    case 4: {
      CommentRestriction comment{{}, random_part(random, depth)};
      for (const Property& property : testing::random_properties(random, 4))
        comment.properties.push_back(property);
      return {std::move(comment)};
    }
    default:
      return random_leaf(random);
  }
}

class ExpressionRoundTrip : public ::testing::Test {
 protected:
  // Names of the store: 0x8005 to 0x8007 have one.
  static std::optional<PropertyName> name_of(std::uint16_t id) {
    if (id == 0x8005) return PropertyName{kPsPublicStrings, std::string("our \"own\" name")};
    if (id == 0x8006) return PropertyName{kPsAppointment, std::uint32_t{0x8205}};
    if (id == 0x8007) return PropertyName{kPsPublicStrings, std::string("Keywords")};
    return std::nullopt;
  }
  static Result<std::optional<std::uint16_t>> id_of(const PropertyName& name) {
    for (std::uint16_t id = 0x8005; id <= 0x8007; ++id) {
      if (name_of(id) == name) return std::optional(id);
    }
    return std::optional<std::uint16_t>();
  }
  static void expect_same(const Restriction& restriction) {
    const std::string text = to_text(restriction, name_of);
    const auto again = parse_restriction(text, ExpressionContext{{}, {}, id_of});
    ASSERT_TRUE(again.ok()) << text << "\n" << again.error().offset << ": " << again.error().message;
    ASSERT_TRUE(*again == restriction) << text << "\n" << to_text(*again, name_of);
    ASSERT_EQ(to_text(*again, name_of), text);
  }
};

TEST_F(ExpressionRoundTrip, reads_every_random_restriction_as_what_was_written) {
  int tried = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    RandomNumbers random(seed);
    const Restriction restriction = random_restriction(random, 4);
    if (!check(restriction).ok()) continue;
    ++tried;
    expect_same(restriction);
    if (HasFatalFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(tried, 300);
}

TEST_F(ExpressionRoundTrip, keeps_the_shape_of_nested_ands_and_ors) {
  const Restriction read{ExistRestriction{tag::subject}};
  const Restriction pair{AndRestriction{{read, read}}};
  const Restriction either{OrRestriction{{read, read}}};
  expect_same({AndRestriction{{pair, either, read}}});
  expect_same({OrRestriction{{pair, either, read}}});
  expect_same({AndRestriction{{pair}}});
  expect_same({OrRestriction{{either}}});
  expect_same({AndRestriction{}});
  expect_same({NotRestriction{std::make_shared<const Restriction>(pair)}});
  expect_same({CountRestriction{7, std::make_shared<const Restriction>(either)}});
}

TEST_F(ExpressionRoundTrip, keeps_the_bytes_of_texts_and_numbers_that_are_hard_to_write) {
  for (const char* text :
       {"", "\"", "\\x41", "a\nb", "\xE2\x80\xAE turned", "\x01\x7F", "'", "\xE2\x82\xAC"}) {
    expect_same({PropertyRestriction{tag::subject, Relation::equal, {tag::subject, std::string(text)}}});
  }
  const PropertyTag ansi(0x0037001E), number(0x66010005), time = tag::client_submit_time;
  expect_same({PropertyRestriction{ansi, Relation::equal, {ansi, String8{"\xFF\xC3"}}}});
  for (const double value :
       {0.0, -0.0, 1e300, 5e-324, -1.5, std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    expect_same({PropertyRestriction{number, Relation::less, {number, value}}});
  }
  for (const std::int64_t ticks :
       {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max(),
        std::int64_t{134'000'000'000'000'001}}) {
    expect_same({PropertyRestriction{time, Relation::less, {time, FileTime{ticks}}}});
  }
}

TEST_F(ExpressionRoundTrip, reads_orders_and_columns_as_what_was_written) {
  SortOrder order;
  order.keys = {{tag::sender_name, Direction::ascending, CategoryUse::plain},
                {tag::subject, Direction::descending, CategoryUse::combined},
                {tag::message_delivery_time, Direction::descending, CategoryUse::maximum},
                {PropertyTag(0x8007301F), Direction::ascending, CategoryUse::plain}};
  order.categories = 2;
  order.expanded = 1;
  const ExpressionContext context{{}, {}, id_of};
  const auto again = parse_sort_order(to_text(order, name_of), context);
  ASSERT_TRUE(again.ok()) << to_text(order, name_of) << ": " << again.error().message;
  EXPECT_TRUE(*again == order) << to_text(order, name_of);
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    RandomNumbers random(seed);
    const std::vector<PropertyTag> columns = {random_property(random), random_property(random)};
    const auto read = parse_columns(columns_to_text(columns, name_of), context);
    ASSERT_TRUE(read.ok()) << columns_to_text(columns, name_of) << ": " << read.error().message;
    ASSERT_EQ(*read, columns) << columns_to_text(columns, name_of);
  }
}

}  // namespace
}  // namespace postroom
