#include "store/merge.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>

#include "model/blob.h"

namespace postroom::store {
namespace {

constexpr std::uint16_t kKeywordsId = 0x8000, kFlagWordId = 0x8001, kStartId = 0x8002, kEndId = 0x8003;
constexpr PropertyTag kKeywords = multi_valued(PropertyTag(kKeywordsId, PropertyType::unicode));
constexpr PropertyTag kFlagWord(kFlagWordId, PropertyType::integer32);

NameTable make_names() {
  NameTable names;
  names.by_id = {{kKeywordsId, {kPsPublicStrings, std::string("Keywords")}},
                 {kFlagWordId, {kPsAppointment, std::uint32_t{0x8217}}},
                 {kStartId, {kPsAppointment, std::uint32_t{0x820D}}},
                 {kEndId, {kPsAppointment, std::uint32_t{0x820E}}}};
  return names;
}

const NameTable kNames = make_names();

// One value out of four, or none, in each way that a message can hold something.
using Choice = int;  // 0: absent
using Maker = MessageContent (*)(Choice);

MessageContent with_property(Choice choice) {
  MessageContent content;
  if (choice > 0) content.properties.set(tag::importance, std::int32_t{choice});
  return content;
}

MessageContent with_group(Choice choice) {
  MessageContent content;
  if (choice == 0) return content;
  content.properties.set(tag::subject, std::string("subject ") + static_cast<char>('0' + choice));
  if (choice > 1) content.properties.set(tag::subject_prefix, std::string("RE: "));
  return content;
}

MessageContent with_recipient(Choice choice) {
  MessageContent content;
  if (choice == 0) return content;
  content.recipients.push_back(make_recipient(
      RecipientType::to, std::string("Cy ") + static_cast<char>('0' + choice), "cy@example.com"));
  return content;
}

MessageContent with_attachment(Choice choice) {
  MessageContent content;
  if (choice == 0) return content;
  Attachment attachment{
      0, make_guid(1, 2, 3, 4), {{tag::attach_long_filename, std::string("plan.txt")}}, nullptr};
  attachment.properties.set(tag::attach_size, std::int32_t{choice});
  content.attachments.push_back(attachment);
  return content;
}

MessageContent with_embedded(Choice choice) {
  MessageContent content = with_attachment(choice == 0 ? 0 : 1);
  if (choice > 0)
    content.attachments[0].embedded = std::make_shared<const MessageContent>(with_property(choice));
  return content;
}

class MergeOfOneUnit : public ::testing::TestWithParam<Maker> {
 protected:
  // What the rules say, written down without looking at how merge does it.
  struct Expected {
    std::optional<UnitState> state;  // nothing: no unit is reported
    Choice result = 0;
  };
  static Expected expect(std::optional<Choice> base, Choice theirs, Choice mine) {
    if (!base) return theirs == mine ? Expected{std::nullopt, mine} : Expected{UnitState::overlap, theirs};
    if (theirs == *base && mine == *base) return {std::nullopt, *base};
    if (theirs == mine) return {UnitState::alike, mine};
    if (theirs == *base) return {UnitState::mine_only, mine};
    if (mine == *base) return {UnitState::theirs_only, theirs};
    return {UnitState::overlap, theirs};
  }

  static void check(std::optional<Choice> base, Choice theirs, Choice mine) {
    SCOPED_TRACE(::testing::Message()
                 << "base " << base.value_or(-1) << " theirs " << theirs << " mine " << mine);
    const Maker make = GetParam();
    const MessageContent base_content = make(base.value_or(0));
    const Merged merged = merge(base ? &base_content : nullptr, make(theirs), make(mine), kNames);
    const Expected expected = expect(base, theirs, mine);
    EXPECT_EQ(merged.content, make(expected.result));
    EXPECT_EQ(merged.overlaps, expected.state == UnitState::overlap);
    ASSERT_EQ(merged.units.size(), expected.state ? 1u : 0u);
    if (!expected.state) return;
    EXPECT_EQ(merged.units[0].state, *expected.state);
    EXPECT_EQ(merged.units[0].base.has_value(), base.value_or(0) != 0);
    EXPECT_EQ(merged.units[0].theirs.has_value(), theirs != 0);
    EXPECT_EQ(merged.units[0].mine.has_value(), mine != 0);
  }
};

TEST_P(MergeOfOneUnit, follows_the_rules_for_every_combination_of_values) {
  for (Choice theirs = 0; theirs < 4; ++theirs) {
    for (Choice mine = 0; mine < 4; ++mine) {
      check(std::nullopt, theirs, mine);
      for (Choice base = 0; base < 4; ++base) check(base, theirs, mine);
    }
  }
}

TEST_P(MergeOfOneUnit, lets_a_choice_decide_whatever_the_state_is) {
  const Maker make = GetParam();
  for (Choice code = 0; code < 64; ++code) {
    const MessageContent base = make(code / 16), theirs = make(code / 4 % 4), mine = make(code % 4);
    const Merged undecided = merge(&base, theirs, mine, kNames);
    if (undecided.units.empty()) continue;
    const std::string key = undecided.units[0].key;
    const Merged for_mine = merge(&base, theirs, mine, kNames, {{key, Side::mine}});
    EXPECT_EQ(for_mine.content, mine);
    EXPECT_FALSE(for_mine.overlaps);
    EXPECT_EQ(for_mine.units[0].state, undecided.units[0].state);
    const Merged for_theirs = merge(&base, theirs, mine, kNames, {{key, Side::theirs}});
    EXPECT_EQ(for_theirs.content, theirs);
    EXPECT_FALSE(for_theirs.overlaps);
  }
}

std::string maker_name(const ::testing::TestParamInfo<Maker>& info) {
  constexpr std::array kNamesOfMakers{"Property", "Group", "Recipient", "Attachment", "Embedded"};
  return kNamesOfMakers[info.index];
}

INSTANTIATE_TEST_SUITE_P(Each, MergeOfOneUnit,
                         ::testing::Values(&with_property, &with_group, &with_recipient, &with_attachment,
                                           &with_embedded),
                         maker_name);

std::vector<std::string> subset(unsigned bits) {
  std::vector<std::string> values;
  for (unsigned i = 0; i < 3; ++i) {
    if (bits >> i & 1) values.push_back(std::string(1, static_cast<char>('x' + i)));
  }
  return values;
}

MessageContent with_keywords(unsigned bits) {
  MessageContent content;
  if (bits != 0) content.properties.set(kKeywords, subset(bits));
  return content;
}

TEST(Merge, takes_every_keyword_that_either_side_added_and_none_that_either_removed) {
  for (unsigned base = 0; base < 8; ++base) {
    for (unsigned theirs = 0; theirs < 8; ++theirs) {
      for (unsigned mine = 0; mine < 8; ++mine) {
        const MessageContent from = with_keywords(base);
        const Merged merged = merge(&from, with_keywords(theirs), with_keywords(mine), kNames);
        EXPECT_FALSE(merged.overlaps);
        auto got = merged.content.properties.get_or<std::vector<std::string>>(kKeywords, {});
        std::sort(got.begin(), got.end());
        // What differs from the base on either side has been flipped.
        EXPECT_EQ(got, subset(base ^ ((base ^ theirs) | (base ^ mine)))) << base << theirs << mine;
        const bool both_differ = theirs != mine && theirs != base && mine != base;
        if (both_differ) {
          EXPECT_EQ(merged.units.at(0).state, UnitState::combined);
        }
      }
    }
  }
}

TEST(Merge, reports_an_overlap_for_keywords_without_a_base) {
  const Merged merged = merge(nullptr, with_keywords(1), with_keywords(2), kNames);
  EXPECT_TRUE(merged.overlaps);
  EXPECT_EQ(merged.content, with_keywords(1));
}

TEST(Merge, does_not_combine_keywords_of_another_type) {
  MessageContent base = with_keywords(1), theirs = with_keywords(3), mine = with_keywords(5);
  mine.properties.set(PropertyTag(kKeywordsId, PropertyType::unicode), std::string("z"));
  EXPECT_TRUE(merge(&base, theirs, mine, kNames).overlaps);
}

MessageContent with_flags(std::optional<int> bits) {
  MessageContent content;
  if (bits) content.properties.set(kFlagWord, std::int32_t{*bits});
  return content;
}

TEST(Merge, takes_every_bit_of_a_flag_word_that_either_side_flipped) {
  for (int base = -1; base < 8; ++base) {
    for (int theirs = 0; theirs < 8; ++theirs) {
      for (int mine = 0; mine < 8; ++mine) {
        const MessageContent from = with_flags(base < 0 ? std::nullopt : std::optional(base));
        const Merged merged = merge(&from, with_flags(theirs), with_flags(mine), kNames);
        EXPECT_FALSE(merged.overlaps);
        const int before = std::max(base, 0);
        const int expected = theirs == mine   ? mine
                             : theirs == base ? mine
                             : mine == base   ? theirs
                                              : before ^ ((before ^ theirs) | (before ^ mine));
        EXPECT_EQ(merged.content, with_flags(expected)) << base << theirs << mine;
      }
    }
  }
}

TEST(Merge, reports_an_overlap_when_one_side_removed_a_flag_word_that_the_other_changed) {
  const MessageContent base = with_flags(1);
  EXPECT_TRUE(merge(&base, with_flags(std::nullopt), with_flags(3), kNames).overlaps);
  EXPECT_TRUE(merge(&base, with_flags(3), with_flags(std::nullopt), kNames).overlaps);
}

TEST(Merge, takes_start_and_end_of_an_appointment_from_one_side) {
  const PropertyTag start(kStartId, PropertyType::system_time), end(kEndId, PropertyType::system_time);
  MessageContent base, theirs, mine;
  base.properties = {{start, FileTime{10}}, {end, FileTime{20}}};
  theirs.properties = {{start, FileTime{11}}, {end, FileTime{20}}};
  mine.properties = {{start, FileTime{10}}, {end, FileTime{19}}};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_TRUE(merged.overlaps);
  ASSERT_EQ(merged.units.size(), 1u);
  EXPECT_EQ(merged.units[0].key, "appointment-time");
  EXPECT_EQ(merged.content, theirs);
  EXPECT_EQ(merge(&base, theirs, mine, kNames, {{"appointment-time", Side::mine}}).content, mine);
}

TEST(Merge, never_mixes_the_text_of_one_side_with_the_html_of_the_other) {
  MessageContent base, theirs, mine;
  base.properties = {{tag::body, std::string("a")}, {tag::html, to_bytes("<p>a")}};
  theirs.properties = {{tag::body, std::string("b")}, {tag::html, to_bytes("<p>a")}};
  mine.properties = {{tag::body, std::string("a")}, {tag::html, to_bytes("<p>c")}};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_TRUE(merged.overlaps);
  EXPECT_EQ(merged.content, theirs);
}

Recipient recipient(std::uint32_t row, const std::string& name, const std::string& address) {
  Recipient made = make_recipient(RecipientType::to, name, address);
  made.row = row;
  return made;
}

TEST(Merge, keeps_both_recipients_that_two_sides_added_in_the_same_row) {
  MessageContent base, theirs, mine;
  base.recipients = {recipient(0, "Ana", "ana@example.com")};
  theirs.recipients = {base.recipients[0], recipient(1, "Ben", "ben@example.com")};
  mine.recipients = {base.recipients[0], recipient(1, "Cy", "cy@example.com")};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_FALSE(merged.overlaps);
  ASSERT_EQ(merged.content.recipients.size(), 3u);
  EXPECT_EQ(merged.content.recipients[0], base.recipients[0]);
  EXPECT_EQ(merged.content.recipients[1], theirs.recipients[1]);  // stays in its row
  EXPECT_EQ(merged.content.recipients[2].properties, mine.recipients[1].properties);
  EXPECT_EQ(merged.content.recipients[2].row, 2u);
}

TEST(Merge, takes_a_recipient_whose_address_differs_in_case_only_for_the_same) {
  MessageContent base, theirs, mine;
  theirs.recipients = {recipient(0, "Ana", "ana@example.com")};
  mine.recipients = {recipient(0, "Ana", "ANA@Example.com")};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_TRUE(merged.overlaps);
  EXPECT_EQ(merged.content.recipients.size(), 1u);
}

TEST(Merge, does_not_take_the_same_person_under_to_and_cc_for_one) {
  MessageContent base, theirs, mine;
  theirs.recipients = {make_recipient(RecipientType::to, "Ana", "ana@example.com")};
  mine.recipients = {make_recipient(RecipientType::cc, "Ana", "ana@example.com")};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_FALSE(merged.overlaps);
  EXPECT_EQ(merged.content.recipients.size(), 2u);
}

TEST(Merge, keeps_recipients_that_are_there_twice) {
  MessageContent base;
  base.recipients = {recipient(0, "Ana", "ana@example.com"), recipient(1, "Ana", "ana@example.com")};
  MessageContent theirs = base, mine = base;
  theirs.recipients.push_back(recipient(2, "Ben", "ben@example.com"));
  mine.properties.set(tag::importance, std::int32_t{2});
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_EQ(merged.content.recipients, theirs.recipients);
  mine.recipients.pop_back();
  EXPECT_EQ(merge(&base, theirs, mine, kNames).content.recipients.size(), 2u);
}

TEST(Merge, gives_attachments_that_both_sides_added_different_numbers) {
  const auto attachment = [](std::uint32_t number, std::uint32_t key) {
    return Attachment{number, make_guid(key, 0, 0, 0), {{tag::attach_size, std::int32_t{1}}}, nullptr};
  };
  MessageContent base, theirs, mine;
  base.attachments = {attachment(0, 1)};
  theirs.attachments = {attachment(0, 1), attachment(1, 2)};
  mine.attachments = {attachment(0, 1), attachment(1, 3), attachment(4, 4)};
  const Merged merged = merge(&base, theirs, mine, kNames);
  EXPECT_FALSE(merged.overlaps);
  ASSERT_EQ(merged.content.attachments.size(), 4u);
  EXPECT_EQ(merged.content.attachments[1], theirs.attachments[1]);
  EXPECT_EQ(merged.content.attachments[2], mine.attachments[2]);
  EXPECT_EQ(merged.content.attachments[3].record_key, mine.attachments[1].record_key);
  EXPECT_TRUE(encode(merged.content).ok());
}

TEST(Merge, lists_subject_and_body_first_then_recipients_attachments_and_the_rest) {
  MessageContent base, theirs, mine = with_attachment(1);
  mine.recipients = with_recipient(1).recipients;
  mine.properties = {{tag::importance, std::int32_t{1}},
                     {tag::body, std::string("b")},
                     {tag::subject, std::string("s")},
                     {tag::sender_name, std::string("n")}};
  std::vector<std::string> keys;
  for (const Unit& unit : merge(&base, theirs, mine, kNames).units) keys.push_back(unit.key);
  ASSERT_EQ(keys.size(), 6u);
  EXPECT_EQ(keys[0], "subject");
  EXPECT_EQ(keys[1], "body");
  EXPECT_EQ(keys[2], "recipient:1:smtp:cy@example.com");
  EXPECT_EQ(keys[3].substr(0, 11), "attachment:");
  EXPECT_EQ(keys[4], "sender");
  EXPECT_EQ(keys[5], "0x0017");
}

TEST(Merge, ignores_choices_for_units_that_are_not_there) {
  const MessageContent base = with_property(1);
  const Merged merged = merge(&base, with_property(2), with_property(3), kNames, {{"body", Side::mine}});
  EXPECT_TRUE(merged.overlaps);
}

}  // namespace
}  // namespace postroom::store
