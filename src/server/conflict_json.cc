#include "server/conflict_json.h"

#include <boost/json/serialize.hpp>

#include "base/try.h"
#include "server/etags.h"
#include "server/json_values.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

std::string_view to_text(UnitKind kind) {
  switch (kind) {
    case UnitKind::property:
      return "property";
    case UnitKind::group:
      return "group";
    case UnitKind::recipient:
      return "recipient";
    case UnitKind::attachment:
      break;
  }
  return "attachment";
}

std::string_view to_text(UnitState state) {
  switch (state) {
    case UnitState::mine_only:
      return "mine_only";
    case UnitState::theirs_only:
      return "theirs_only";
    case UnitState::alike:
      return "alike";
    case UnitState::combined:
      return "combined";
    case UnitState::overlap:
      break;
  }
  return "overlap";
}

// Long values of a message's own properties alone have an address.
Result<json::value> side_json(Showing side, UnitKind kind, const std::optional<PropertySet>& properties) {
  if (!properties) return json::value();
  if (kind == UnitKind::recipient || kind == UnitKind::attachment) side.values.clear();
  TRY_SET(json::object shown, properties_json(side, *properties));
  return json::value(std::move(shown));
}

}  // namespace

Result<json::array> units_json(const Sides& sides, const std::vector<Unit>& units) {
  json::array shown;
  for (const Unit& unit : units) {
    json::object one;
    one["key"] = unit.key;
    one["label"] = unit.label;
    one["kind"] = to_text(unit.kind);
    one["state"] = to_text(unit.state);
    TRY_SET(one["base"], side_json(sides.base, unit.kind, unit.base));
    TRY_SET(one["theirs"], side_json(sides.theirs, unit.kind, unit.theirs));
    TRY_SET(one["mine"], side_json(sides.mine, unit.kind, unit.mine));
    shown.push_back(std::move(one));
  }
  return shown;
}

Result<std::string> conflict_members(Call& call, const Conflict& conflict) {
  json::object members;
  members["message"] = conflict.message.value;
  members["base"] = conflict.base_version.value;
  members["current"] = conflict.their_version.value;
  members["etag"] = etag_of(conflict.their_version);
  members["who"] = conflict.who;
  members["client"] = conflict.client;
  members["when"] = time_json(conflict.when);
  members["has_base"] = conflict.has_base;
  members["can_merge"] = conflict.can_merge();
  const Sides sides{showing(call, conflict.message, conflict.base_version),
                    showing(call, conflict.message, conflict.their_version), showing_without_addresses(call)};
  TRY_SET(members["units"], units_json(sides, conflict.units));
  const std::string object = json::serialize(members);
  return object.substr(1, object.size() - 2);
}

}  // namespace postroom::server
