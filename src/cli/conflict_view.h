// A conflict as a person reads it: every unit with its text on each side. A value without properties or large
// values, so that what is drawn from it needs no store.
#pragma once

#include <postroom/conflict.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace postroom::cli {

struct UnitView {
  std::string key, label;
  UnitState state = UnitState::alike;
  std::optional<std::string> base, theirs, mine;  // nothing where that side does not have it
};

struct ConflictView {
  std::int64_t message = 0;
  std::string subject;
  std::int64_t base_version = 0, their_version = 0;
  std::string who, client;
  std::string when, ago;  // as time_text() and time_ago() have it
  bool has_base = true;
  bool can_merge = false;
  std::vector<UnitView> units;  // those that both changed differently come first
};

// How properties become text; store_texts.h makes it for a store.
struct Texts {
  std::function<std::string(PropertyTag)> name;                 // PR_IMPORTANCE
  std::function<std::string(const PropertySet&)> body;          // of the unit "body"
  std::function<std::string(PropertyTag, const Value&)> value;  // any other
};

// What one side's properties of a unit say.
std::string unit_text(const Unit& unit, const PropertySet& properties, const Texts& texts);

std::vector<UnitView> make_unit_views(const std::vector<Unit>& units, const Texts& texts);
ConflictView make_conflict_view(const Conflict& conflict, const Texts& texts, FileTime now);

// "Ben Okafor", "somebody" when the name is not known.
std::string name_of(const std::string& who);

}  // namespace postroom::cli
