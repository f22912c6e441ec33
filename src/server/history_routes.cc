#include "server/history_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/conflict_json.h"
#include "server/etags.h"
#include "server/json_place.h"
#include "server/json_values.h"
#include "server/message_json.h"
#include "server/refusals.h"
#include "server/saving.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

std::string_view to_text(SaveKind kind) {
  switch (kind) {
    case SaveKind::first:
      return "first";
    case SaveKind::plain:
      return "plain";
    case SaveKind::merged:
      return "merged";
    case SaveKind::forced:
      return "forced";
    case SaveKind::restored:
      return "restored";
    case SaveKind::imported:
      break;
  }
  return "imported";
}

json::object entry_json(const HistoryEntry& entry) {
  json::object shown;
  shown["version"] = entry.version.value;
  shown["etag"] = etag_of(entry.version);
  shown["kind"] = to_text(entry.kind);
  shown["saved"] = time_json(entry.saved);
  shown["who"] = entry.who;
  shown["client"] = entry.client;
  shown["current"] = entry.current;
  shown["folded"] = entry.folded;
  return shown;
}

Answer list_versions(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const bool every, yes_no_query(call, "every"));
  TRY_SET(const auto history, call.store->history(call.session, id, every));
  json::array versions;
  for (const HistoryEntry& entry : history) versions.push_back(entry_json(entry));
  return json_answer(200, json::object{{"versions", std::move(versions)}});
}

// It stays what it is for as long as the history has it.
Answer show_version(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  const auto number = parse_whole(call.parameter("version"));
  if (!number)
    return Error{Code::not_found, "'" + call.parameter("version") + "' is no number of a version.", {}};
  const auto message = open_version(call, id, VersionNumber{*number});
  if (!message.ok()) return missing_message(call, id, message.error());
  TRY_SET(const json::object shown, version_json(call, *message));
  http::Response response = json_answer(200, shown);
  response.fields.set("ETag", etag_of(message->version()));
  response.fields.set("Cache-Control", "private, no-cache");
  return response;
}

Result<VersionNumber> needed_version(Call& call, std::string_view name) {
  TRY_SET(const auto number, number_query(call, name, 1, INT64_MAX));
  if (number) return VersionNumber{*number};
  return invalid_at(name, "The parameter " + std::string(name) + " is missing: a version of the message.");
}

Answer compare(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const VersionNumber before, needed_version(call, "before"));
  TRY_SET(const VersionNumber after, needed_version(call, "after"));
  TRY_SET(const auto units, call.store->compare(call.session, id, before, after));
  const Sides sides{showing(call, id, before), showing(call, id, before), showing(call, id, after)};
  TRY_SET(json::array shown, units_json(sides, units));
  return json_answer(200, json::object{{"units", std::move(shown)}});
}

Answer restore(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const json::value body, json_object(call, {"version"}));
  TRY_SET(const JsonPlace version, JsonPlace(body).need("version"));
  TRY_SET(const std::int64_t number, version.whole(1, INT64_MAX));
  TRY_SET(const auto expected, parse_if_match(call.request.fields));
  const auto restored = call.store->restore(call.session, id, VersionNumber{number}, expected);
  if (!restored.ok()) return not_the_expected(call, id, expected, at(version.where(), restored.error()));
  return saved_answer(call, id, Saved{id, restored->version, restored->committed, std::nullopt});
}

}  // namespace

void add_history_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string message = "/api/v1/stores/{store}/messages/{message}";
  add(router, service, {Method::get, message + "/history", Needs::reading, list_versions});
  add(router, service, {Method::get, message + "/versions/{version}", Needs::reading, show_version});
  add(router, service, {Method::get, message + "/compare", Needs::reading, compare});
  add(router, service,
      {Method::post, message + "/restore", Needs::writing, restore, service->limits.json_body});
}

}  // namespace postroom::server
