// Merges of contents made up at random, against the promises of merge.h. A seed is named when one is broken.
#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <algorithm>
#include <array>
#include <set>

#include "model/blob.h"
#include "model/testing/random_content.h"
#include "store/merge.h"
#include "store/units.h"
#include "support/long_run.h"

namespace postroom::store {
namespace {

using postroom::testing::random_below;
using postroom::testing::RandomNumbers;

constexpr std::uint16_t kKeywordsId = 0x8000, kFlagWordId = 0x8001;
constexpr PropertyTag kKeywords = multi_valued(PropertyTag(kKeywordsId, PropertyType::unicode));
constexpr PropertyTag kFlagWord(kFlagWordId, PropertyType::integer32);

const NameTable kNames = [] {
  NameTable names;
  names.by_id = {{kKeywordsId, {kPsPublicStrings, std::string("Keywords")}},
                 {kFlagWordId, {kPsAppointment, std::uint32_t{0x8217}}}};
  return names;
}();

// Few enough that two sides often meet in one.
PropertyTag some_tag(RandomNumbers& random) {
  constexpr std::array kTags{tag::subject,
                             tag::subject_prefix,
                             tag::body,
                             tag::html,
                             tag::importance,
                             tag::sender_name,
                             tag::sender_email_address,
                             tag::comment,
                             tag::sensitivity,
                             tag::start_date,
                             tag::end_date,
                             kFlagWord,
                             tag::todo_item_flags,
                             tag::priority,
                             tag::internet_message_id};
  return kTags[random_below(random, kTags.size())];
}

void edit_properties(RandomNumbers& random, PropertySet& properties) {
  switch (random_below(random, 4)) {
    case 0:
      if (!properties.empty()) {
        const PropertyTag tag =
            (properties.begin() + static_cast<std::ptrdiff_t>(random_below(random, properties.size())))->tag;
        properties.remove(tag);
      }
      return;
    case 1: {
      std::vector<std::string> words;
      for (const char* word : {"red", "green", "blue", "late"}) {
        if (random_below(random, 2)) words.push_back(word);
      }
      if (words.empty()) {
        properties.remove(kKeywords);
      } else {
        properties.set(kKeywords, words);
      }
      return;
    }
    default: {
      const PropertyTag tag = some_tag(random);
      properties.set(tag, postroom::testing::random_value(random, tag));
    }
  }
}

void edit_recipients(RandomNumbers& random, std::vector<Recipient>& recipients) {
  const std::size_t what = random_below(random, 3);
  if (what == 0 || recipients.empty()) {
    const std::string address =
        std::string(1, static_cast<char>('a' + random_below(random, 8))) + "@example.com";
    Recipient added = make_recipient(static_cast<RecipientType>(1 + random_below(random, 3)), "N", address);
    added.row = recipients.empty() ? 0 : recipients.back().row + 1;
    recipients.push_back(std::move(added));
    return;
  }
  const std::size_t which = random_below(random, recipients.size());
  if (what == 1) {
    recipients.erase(recipients.begin() + static_cast<std::ptrdiff_t>(which));
  } else {
    recipients[which].properties.set(tag::comment, postroom::testing::random_text(random));
  }
}

void edit_attachments(RandomNumbers& random, std::vector<Attachment>& attachments) {
  const std::size_t what = random_below(random, 3);
  if (what == 0 || attachments.empty()) {
    const std::uint32_t number = attachments.empty() ? 0 : attachments.back().number + 1;
    attachments.push_back({number, postroom::testing::random_guid(random),
                           postroom::testing::random_properties(random, 4), nullptr});
    return;
  }
  const std::size_t which = random_below(random, attachments.size());
  if (what == 1) {
    attachments.erase(attachments.begin() + static_cast<std::ptrdiff_t>(which));
  } else {
    attachments[which].properties.set(tag::attach_filename, postroom::testing::random_text(random));
  }
}

MessageContent edited(RandomNumbers& random, MessageContent content) {
  for (std::size_t i = random_below(random, 7); i > 0; --i) {
    switch (random_below(random, 4)) {
      case 0:
        edit_recipients(random, content.recipients);
        break;
      case 1:
        edit_attachments(random, content.attachments);
        break;
      default:
        edit_properties(random, content.properties);
    }
  }
  return content;
}

struct Triple {
  MessageContent base, theirs, mine;
};

Triple make_triple(std::uint64_t seed) {
  RandomNumbers random(seed);
  Triple made;
  made.base = edited(random, edited(random, postroom::testing::random_content(random)));
  made.theirs = edited(random, made.base);
  made.mine = edited(random, made.base);
  return made;
}

template <class Check>
void for_each_triple(const Check& check) {
  const std::uint64_t seeds = postroom::testing::is_long_run() ? 10'000 : 400;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const Triple triple = make_triple(seed);
    check(triple, merge(&triple.base, triple.theirs, triple.mine, kNames));
    if (::testing::Test::HasFailure()) return;
  }
}

using Units = std::map<std::string, UnitValue>;

bool same(const Units& a, const Units& b, const std::string& key) {
  const auto x = a.find(key), y = b.find(key);
  if (x == a.end() || y == b.end()) return x == a.end() && y == b.end();
  return same_value(x->second, y->second);
}

std::set<std::string> keys_of(const Units& a, const Units& b, const Units& c) {
  std::set<std::string> keys;
  for (const Units* units : {&a, &b, &c}) {
    for (const auto& [key, value] : *units) keys.insert(key);
  }
  return keys;
}

UnitState state_of(const Merged& merged, const std::string& key) {
  for (const Unit& unit : merged.units) {
    if (unit.key == key) return unit.state;
  }
  ADD_FAILURE() << key << " was changed and is not reported";
  return UnitState::overlap;
}

// Whether `content` has this unit just as `units` has it. By value: a duplicate's number in its key may have
// moved.
bool holds(const MessageContent& content, const Units& units, const std::string& key) {
  const auto found = units.find(key);
  if (found == units.end())
    return !take_apart(content, kNames).contains(key) || key.find('#') != std::string::npos;
  const Units in_content = take_apart(content, kNames);
  return std::any_of(in_content.begin(), in_content.end(), [&](const auto& entry) {
    return entry.second.name.kind == found->second.name.kind && same_value(entry.second, found->second);
  });
}

// One address may be there twice; which of the two a side removed is then told by their order only.
bool has_duplicates(const Units& units) {
  return std::any_of(units.begin(), units.end(), [](const auto& entry) {
    return entry.second.recipient && entry.first.find('#') != std::string::npos;
  });
}

TEST(MergeGenerated, takes_every_change_that_one_side_made_and_reports_every_one) {
  std::size_t one_sided = 0, overlaps = 0, combined = 0;
  for_each_triple([&](const Triple& triple, const Merged& merged) {
    const Units base = take_apart(triple.base, kNames), theirs = take_apart(triple.theirs, kNames),
                mine = take_apart(triple.mine, kNames);
    if (has_duplicates(base) || has_duplicates(theirs) || has_duplicates(mine)) return;
    bool any_overlap = false;
    for (const std::string& key : keys_of(base, theirs, mine)) {
      const bool they = !same(base, theirs, key), me = !same(base, mine, key);
      if (!they && !me) {
        EXPECT_TRUE(holds(merged.content, base, key)) << key << " changed by itself";
        continue;
      }
      const UnitState state = state_of(merged, key);
      if (same(theirs, mine, key)) {
        EXPECT_EQ(state, UnitState::alike);
        EXPECT_TRUE(holds(merged.content, mine, key)) << key;
      } else if (!they) {
        ++one_sided;
        EXPECT_EQ(state, UnitState::mine_only) << key;
        EXPECT_TRUE(holds(merged.content, mine, key)) << key << " of mine was dropped";
      } else if (!me) {
        ++one_sided;
        EXPECT_EQ(state, UnitState::theirs_only) << key;
        EXPECT_TRUE(holds(merged.content, theirs, key)) << key << " of theirs was dropped";
      } else {
        EXPECT_TRUE(state == UnitState::overlap || state == UnitState::combined) << key;
        any_overlap = any_overlap || state == UnitState::overlap;
        ++(state == UnitState::overlap ? overlaps : combined);
      }
    }
    EXPECT_EQ(merged.overlaps, any_overlap);
  });
  EXPECT_GT(one_sided, 300u);  // or the generator has stopped to generate
  EXPECT_GT(overlaps, 50u);
  EXPECT_GT(combined, 20u);
}

TEST(MergeGenerated, drops_no_recipient_and_no_attachment_that_nobody_removed) {
  for_each_triple([](const Triple& triple, const Merged& merged) {
    const Units theirs = take_apart(triple.theirs, kNames), mine = take_apart(triple.mine, kNames);
    std::size_t expected = 0;
    for (const auto& [key, value] : take_apart(triple.base, kNames)) {
      if ((value.recipient || value.attachment) && theirs.contains(key) && mine.contains(key)) ++expected;
    }
    EXPECT_GE(merged.content.recipients.size() + merged.content.attachments.size(), expected);
  });
}

TEST(MergeGenerated, gives_theirs_when_i_changed_nothing_and_mine_when_they_did_not) {
  for_each_triple([](const Triple& triple, const Merged&) {
    const Merged theirs = merge(&triple.base, triple.theirs, triple.base, kNames);
    EXPECT_EQ(theirs.content, triple.theirs);
    EXPECT_FALSE(theirs.overlaps);
    const Merged mine = merge(&triple.base, triple.base, triple.mine, kNames);
    EXPECT_EQ(mine.content, triple.mine);
    EXPECT_FALSE(mine.overlaps);
    for (const Unit& unit : mine.units) EXPECT_EQ(unit.state, UnitState::mine_only);
  });
}

TEST(MergeGenerated, finds_no_conflict_in_changes_that_are_alike) {
  for_each_triple([](const Triple& triple, const Merged&) {
    const Merged merged = merge(&triple.base, triple.mine, triple.mine, kNames);
    EXPECT_EQ(merged.content, triple.mine);
    EXPECT_FALSE(merged.overlaps);
    for (const Unit& unit : merged.units) EXPECT_EQ(unit.state, UnitState::alike);
  });
}

TEST(MergeGenerated, is_the_same_every_time_and_can_be_stored) {
  for_each_triple([](const Triple& triple, const Merged& merged) {
    const Merged again = merge(&triple.base, triple.theirs, triple.mine, kNames);
    EXPECT_EQ(again.content, merged.content);
    EXPECT_EQ(again.units.size(), merged.units.size());
    EXPECT_TRUE(encode(merged.content).ok());
  });
}

UnitState mirrored(UnitState state) {
  switch (state) {
    case UnitState::mine_only:
      return UnitState::theirs_only;
    case UnitState::theirs_only:
      return UnitState::mine_only;
    case UnitState::alike:
    case UnitState::combined:
    case UnitState::overlap:
      return state;
  }
  return state;
}

TEST(MergeGenerated, mirrors_the_states_when_the_sides_are_swapped) {
  for_each_triple([](const Triple& triple, const Merged& merged) {
    const Merged swapped = merge(&triple.base, triple.mine, triple.theirs, kNames);
    ASSERT_EQ(swapped.units.size(), merged.units.size());
    EXPECT_EQ(swapped.overlaps, merged.overlaps);
    for (std::size_t i = 0; i < merged.units.size(); ++i) {
      EXPECT_EQ(swapped.units[i].key, merged.units[i].key);
      EXPECT_EQ(swapped.units[i].state, mirrored(merged.units[i].state));
      EXPECT_EQ(swapped.units[i].theirs, merged.units[i].mine);
      EXPECT_EQ(swapped.units[i].mine, merged.units[i].theirs);
    }
  });
}

TEST(MergeGenerated, is_settled_by_choices_for_every_overlap) {
  for_each_triple([](const Triple& triple, const Merged& merged) {
    std::vector<UnitChoice> all_mine, all_theirs;
    for (const Unit& unit : merged.units) {
      all_mine.push_back({unit.key, Side::mine});
      all_theirs.push_back({unit.key, Side::theirs});
    }
    const Merged mine = merge(&triple.base, triple.theirs, triple.mine, kNames, all_mine);
    EXPECT_FALSE(mine.overlaps);
    EXPECT_EQ(mine.content.properties, triple.mine.properties);
    EXPECT_EQ(mine.content.recipients.size(), triple.mine.recipients.size());
    EXPECT_EQ(mine.content.attachments.size(), triple.mine.attachments.size());
    const Merged theirs = merge(&triple.base, triple.theirs, triple.mine, kNames, all_theirs);
    EXPECT_FALSE(theirs.overlaps);
    EXPECT_EQ(theirs.content, triple.theirs);
  });
}

TEST(MergeGenerated, finds_every_difference_to_be_an_overlap_without_a_base) {
  for_each_triple([](const Triple& triple, const Merged&) {
    const Merged merged = merge(nullptr, triple.theirs, triple.mine, kNames);
    const Units theirs = take_apart(triple.theirs, kNames), mine = take_apart(triple.mine, kNames);
    std::size_t differences = 0;
    for (const std::string& key : keys_of(theirs, mine, {})) differences += !same(theirs, mine, key);
    EXPECT_EQ(merged.units.size(), differences);
    EXPECT_EQ(merged.overlaps, differences > 0);
    for (const Unit& unit : merged.units) EXPECT_EQ(unit.state, UnitState::overlap);
    EXPECT_EQ(merged.content.properties, triple.theirs.properties);  // never a guess
  });
}

}  // namespace
}  // namespace postroom::store
