#include <gtest/gtest.h>
#include <postroom/restriction.h>
#include <postroom/sort_order.h>
#include <postroom/tags.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "model/evaluate.h"
#include "model/testing/content_row.h"
#include "model/testing/plain_evaluator.h"
#include "model/testing/random_restriction.h"

namespace postroom {
namespace {

using testing::RandomNumbers;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

template <class T>
void add(std::vector<Property>& properties, PropertyTag tag, std::initializer_list<T> values) {
  for (const T& value : values) properties.push_back({tag, value});
}

// What rows are made of: several values for an id, also of different types, near to one another.
std::vector<Property> vocabulary() {
  std::vector<Property> all;
  add<std::string>(all, tag::subject, {"Quarterly report", "quarterly REPORT", "r\xC3\xA9sum\xC3\xA9", ""});
  add<std::string>(all, tag::subject, {"re\xCC\x81sume\xCC\x81"});
  add<String8>(all, PropertyTag(0x0037001E), {{"resume"}});
  add<std::string>(all, tag::normalized_subject,
                   {"report", "R\xC3\x89SUM\xC3\x89\xF0\x9F\x93\xAC", "\xFFreport"});
  add<std::int32_t>(all, tag::importance, {0, 1});
  add<std::int64_t>(all, PropertyTag(0x00170014), {1});
  add<std::int32_t>(all, tag::message_flags, {-1, 3});
  add<double>(all, PropertyTag(0x66220005), {0.0, -0.0, kNaN});
  add<double>(all, PropertyTag(0x66230005), {0.5, kNaN});
  add<AppTime>(all, PropertyTag(0x66240007), {{1.5}});
  add<FileTime>(all, tag::message_delivery_time, {{10}, {-11}});
  add<FileTime>(all, tag::client_submit_time, {{10}});
  add<bool>(all, tag::hasattach, {true, false});
  add<Bytes>(all, PropertyTag(0x66130102), {{0, 1, 0xFF}, {0, 1}});
  add<Bytes>(all, PropertyTag(0x66140102), {{1}});
  add<Guid>(all, PropertyTag(0x66150048), {kPsMapi, {}});
  add<Null>(all, PropertyTag(0x66270001), {{}});
  add<std::vector<std::int32_t>>(all, PropertyTag(0x66111003), {{1, 3}, {}});
  add<std::int32_t>(all, PropertyTag(0x66110003), {3});
  add<std::vector<std::int32_t>>(all, PropertyTag(0x66121003), {{1}, {1, 3}});
  const std::string red = "red";
  const std::vector<std::string> colours{std::string("Red"), std::string("blue")};
  add<std::vector<std::string>>(all, PropertyTag(0x6610101F), {colours, std::vector<std::string>(1, red)});
  add<std::vector<std::string>>(all, PropertyTag(0x6616101F), {colours});
  add<std::vector<String8>>(all, PropertyTag(0x6616101E), {{{red}}});
  add<std::vector<Bytes>>(all, PropertyTag(0x66171102), {{{1}, {0, 1}}});
  return all;
}

PropertySet random_row(RandomNumbers& random, const std::vector<Property>& from) {
  PropertySet row;
  for (const Property& property : from) {
    if (testing::random_below(random, 2) == 0) row.set(property.tag, property.value);
  }
  return row;
}

MessageContent random_message(RandomNumbers& random, const std::vector<Property>& from) {
  MessageContent message;
  message.properties = random_row(random, from);
  const std::size_t recipients = testing::random_below(random, 3);
  for (std::uint32_t i = 0; i < recipients; ++i) message.recipients.push_back({i, random_row(random, from)});
  const std::size_t attachments = testing::random_below(random, 3);
  for (std::uint32_t i = 0; i < attachments; ++i) {
    message.attachments.push_back({i, {}, random_row(random, from), nullptr});
  }
  return message;
}

testing::PlainRow plain_row(const MessageContent& message) {
  testing::PlainRow row{message.properties, {}, {}};
  for (const Recipient& each : message.recipients) row.recipients.push_back(each.properties);
  for (const Attachment& each : message.attachments) row.attachments.push_back(each.properties);
  return row;
}

// Of each kind, how often it was met and how often not.
using Answers = std::map<std::size_t, std::array<int, 2>>;

TEST(GeneratedRestriction, is_met_by_the_rows_that_meet_it_by_the_plain_rule) {
  const std::vector<Property> from = vocabulary();
  Answers answers;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    RandomNumbers random(seed);
    const Restriction restriction = testing::random_restriction(random, from);
    const PreparedRestriction prepared(restriction);
    for (int i = 0; i < 12; ++i) {
      const MessageContent message = random_message(random, from);
      testing::ContentRow row(message);
      const Result<bool> met = prepared.meets(row);
      ASSERT_TRUE(met.ok());
      ASSERT_EQ(*met, testing::plainly_meets(restriction, plain_row(message))) << seed << " " << i;
      ++answers[restriction.kind.index()][*met ? 1 : 0];
    }
  }
  ASSERT_EQ(answers.size(), std::variant_size_v<Restriction::Kind>);
  for (const auto& [kind, times] : answers) {
    EXPECT_GT(times[0], 20) << kind;
    EXPECT_GT(times[1], 20) << kind;
  }
}

TEST(GeneratedRestriction, passes_the_check_and_comes_back_from_its_bytes) {
  const std::vector<Property> from = vocabulary();
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    RandomNumbers random(seed);
    const Restriction restriction = testing::random_restriction(random, from);
    const Status checked = check(restriction);
    ASSERT_TRUE(checked.ok()) << seed << ": " << checked.error().message;
    const Bytes encoded = encode_restriction(restriction);
    const auto decoded = decode_restriction(encoded);
    ASSERT_TRUE(decoded.ok()) << seed << ": " << describe(decoded.error());
    ASSERT_TRUE(*decoded == restriction) << seed;
    ASSERT_EQ(encode_restriction(*decoded), encoded) << seed;
  }
}

TEST(GeneratedRestriction, is_refused_or_read_as_another_when_its_bytes_are_changed_or_cut) {
  const std::vector<Property> from = vocabulary();
  int refused = 0;
  int read = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    RandomNumbers random(seed);
    Bytes bytes = encode_restriction(testing::random_restriction(random, from));
    if (testing::random_below(random, 3) == 0) {
      bytes.resize(testing::random_below(random, bytes.size()));
      ASSERT_FALSE(decode_restriction(bytes).ok()) << seed;
      continue;
    }
    bytes[testing::random_below(random, bytes.size())] = static_cast<std::uint8_t>(random());
    const auto decoded = decode_restriction(bytes);
    ++(decoded.ok() ? read : refused);
    if (!decoded.ok()) continue;
    ASSERT_EQ(encode_restriction(*decoded), bytes) << seed;
  }
  EXPECT_GT(refused, 500);
  EXPECT_GT(read, 500);
}

TEST(GeneratedSortOrder, passes_the_check_and_has_everything_that_an_order_may_have) {
  std::vector<PropertyTag> tags{PropertyTag(0x3701000D), tag::content_unread};
  for (const Property& property : vocabulary()) tags.push_back(property.tag);
  std::set<CategoryUse> uses;
  std::uint32_t categories = 0;
  std::uint32_t expanded = 0;
  bool has_instances = false;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    RandomNumbers random(seed);
    const SortOrder order = testing::random_sort_order(random, tags);
    const Status checked = check(order);
    ASSERT_TRUE(checked.ok()) << seed << ": " << checked.error().message;
    for (const SortKey& key : order.keys) {
      uses.insert(key.use);
      has_instances = has_instances || key.tag.is_instance();
    }
    categories = std::max(categories, order.categories);
    expanded = std::max(expanded, order.expanded);
  }
  EXPECT_EQ(uses.size(), 4u);
  EXPECT_TRUE(has_instances);
  EXPECT_EQ(categories, kMaxCategories);
  EXPECT_GT(expanded, 1u);
}

TEST(CompareValues, has_the_order_of_the_plain_rule) {
  const std::vector<Property> from = vocabulary();
  for (const Property& a : from) {
    for (const Property& b : from) {
      if (a.value.index() != b.value.index()) continue;
      const auto order = compare_values(a.value, b.value);
      EXPECT_EQ(order < 0, testing::plainly_before(&a.value, &b.value, false));
      EXPECT_EQ(order > 0, testing::plainly_before(&a.value, &b.value, true));
    }
  }
}

}  // namespace
}  // namespace postroom
