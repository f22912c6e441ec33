#include "cli/conflict_view.h"

#include <postroom/tags.h>

#include <algorithm>

#include "cli/message_text.h"
#include "cli/time_text.h"

namespace postroom::cli {
namespace {

// Of a group such as an appointment's times: one line per property.
std::string property_lines(const PropertySet& properties, const Texts& texts) {
  std::string lines;
  for (const Property& property : properties) {
    lines += texts.name(property.tag) + ": " + texts.value(property.tag, property.value) + "\n";
  }
  return lines;
}

std::string group_text(const Unit& unit, const PropertySet& properties, const Texts& texts) {
  if (unit.key == "body") return texts.body(properties);
  if (unit.key == "subject") return subject_text(properties);
  return property_lines(properties, texts);
}

int rank(UnitState state) {
  switch (state) {
    case UnitState::overlap:
      return 0;
    case UnitState::combined:
      return 1;
    case UnitState::theirs_only:
      return 2;
    case UnitState::mine_only:
      return 3;
    case UnitState::alike:
      return 4;
  }
  return 5;
}

}  // namespace

std::string unit_text(const Unit& unit, const PropertySet& properties, const Texts& texts) {
  switch (unit.kind) {
    case UnitKind::property:
      if (properties.size() == 1) return texts.value(properties.begin()->tag, properties.begin()->value);
      return property_lines(properties, texts);
    case UnitKind::group:
      return group_text(unit, properties, texts);
    case UnitKind::recipient:
      return recipient_text({0, properties});
    case UnitKind::attachment:
      return attachment_text(properties);
  }
  return "";
}

std::vector<UnitView> make_unit_views(const std::vector<Unit>& units, const Texts& texts) {
  std::vector<UnitView> views;
  for (const Unit& unit : units) {
    const auto side = [&](const std::optional<PropertySet>& properties) -> std::optional<std::string> {
      if (!properties) return std::nullopt;
      return unit_text(unit, *properties, texts);
    };
    views.push_back({unit.key, unit.label, unit.state, side(unit.base), side(unit.theirs), side(unit.mine)});
  }
  std::stable_sort(views.begin(), views.end(),
                   [](const UnitView& a, const UnitView& b) { return rank(a.state) < rank(b.state); });
  return views;
}

ConflictView make_conflict_view(const Conflict& conflict, const Texts& texts, FileTime now) {
  ConflictView view;
  view.message = conflict.message.value;
  if (conflict.theirs) view.subject = subject_text(conflict.theirs->properties);
  view.base_version = conflict.base_version.value;
  view.their_version = conflict.their_version.value;
  view.who = conflict.who;
  view.client = conflict.client;
  view.when = time_text(conflict.when);
  view.ago = time_ago(conflict.when, now);
  view.has_base = conflict.has_base;
  view.can_merge = conflict.can_merge();
  view.units = make_unit_views(conflict.units, texts);
  return view;
}

std::string name_of(const std::string& who) { return who.empty() ? "somebody" : who; }

}  // namespace postroom::cli
