#include "cli/conflict_view.h"

#include <gtest/gtest.h>

#include <postroom/property_names.h>
#include <postroom/tags.h>

namespace postroom::cli {
namespace {

Texts plain_texts() {
  Texts texts;
  texts.name = [](PropertyTag tag) { return property_name(tag); };
  texts.body = [](const PropertySet& properties) { return properties.get_or<std::string>(tag::body, {}); };
  texts.value = [](PropertyTag tag, const Value& value) { return to_text(tag, value); };
  return texts;
}

}  // namespace

TEST(ConflictView, says_what_each_kind_of_unit_says) {
  const Texts texts = plain_texts();
  Unit unit;
  unit.kind = UnitKind::property;
  EXPECT_EQ(unit_text(unit, {{tag::importance, std::int32_t{2}}}, texts), "2");
  unit.kind = UnitKind::group;
  unit.key = "body";
  EXPECT_EQ(unit_text(unit, {{tag::body, std::string("Hello")}}, texts), "Hello");
  unit.key = "subject";
  EXPECT_EQ(
      unit_text(unit,
                {{tag::subject_prefix, std::string("Re: ")}, {tag::normalized_subject, std::string("Hi")}},
                texts),
      "Re: Hi");
  unit.key = "reminder";
  EXPECT_EQ(unit_text(unit, {{tag::importance, std::int32_t{2}}, {tag::sensitivity, std::int32_t{1}}}, texts),
            "PR_IMPORTANCE: 2\nPR_SENSITIVITY: 1\n");
  unit.kind = UnitKind::recipient;
  EXPECT_EQ(
      unit_text(unit, make_recipient(RecipientType::to, "Ana Ruiz", "ana@example.com").properties, texts),
      "Ana Ruiz <ana@example.com>");
  unit.kind = UnitKind::attachment;
  EXPECT_EQ(
      unit_text(unit,
                {{tag::attach_long_filename, std::string("a.txt")}, {tag::attach_data_bin, to_bytes("abc")}},
                texts),
      "a.txt (3 bytes)");
}

TEST(ConflictView, puts_what_needs_a_decision_first) {
  std::vector<Unit> units(5);
  units[0].state = UnitState::alike;
  units[1].state = UnitState::mine_only;
  units[2].state = UnitState::theirs_only;
  units[3].state = UnitState::combined;
  units[4].state = UnitState::overlap;
  const auto views = make_unit_views(units, plain_texts());
  EXPECT_EQ(views[0].state, UnitState::overlap);
  EXPECT_EQ(views[1].state, UnitState::combined);
  EXPECT_EQ(views[2].state, UnitState::theirs_only);
  EXPECT_EQ(views[3].state, UnitState::mine_only);
  EXPECT_EQ(views[4].state, UnitState::alike);
}

TEST(ConflictView, tells_a_side_that_has_nothing_from_an_empty_one) {
  Unit unit;
  unit.base = PropertySet{{tag::importance, std::int32_t{1}}};
  unit.mine = PropertySet{};
  const auto views = make_unit_views({unit}, plain_texts());
  EXPECT_EQ(views[0].base, "1");
  EXPECT_EQ(views[0].theirs, std::nullopt);
  EXPECT_EQ(views[0].mine, "");
}

TEST(ConflictView, names_nobody_as_somebody) {
  EXPECT_EQ(name_of(""), "somebody");
  EXPECT_EQ(name_of("Ana"), "Ana");
}

}  // namespace postroom::cli
