#include "server/conflict_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <span>

#include "base/try.h"
#include "server/conflict_json.h"
#include "server/json_place.h"
#include "server/json_values.h"
#include "server/message_json.h"
#include "server/refusals.h"
#include "server/row_json.h"
#include "server/saving.h"
#include "store/merge.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Result<store::NameTable> names_of(Call& call) {
  TRY_SET(const auto pairs, call.store->property_names(call.session));
  store::NameTable names;
  for (const auto& [id, name] : pairs) {
    names.by_id.emplace(id, name);
    names.by_name.emplace(name, id);
  }
  return names;
}

// Nobody knows what both began with, so every difference is an overlap: `theirs` is the winner, `mine` the
// copy.
Result<json::array> difference(Call& call, const ConflictPair& pair, const store::NameTable& names) {
  TRY_SET(const Message winner, call.store->open_message(call.session, pair.winner.id, Access::read_only));
  TRY_SET(const Message copy, call.store->open_message(call.session, pair.copy.id, Access::read_only));
  const store::Merged merged = store::merge(nullptr, winner.content(), copy.content(), names);
  return units_json({showing_without_addresses(call), showing(call, winner.id(), winner.version()),
                     showing(call, copy.id(), copy.version())},
                    merged.units);
}

Result<json::object> pair_json(Call& call, const ConflictPair& pair, const store::NameTable& names) {
  json::object shown;
  TRY_SET(shown["winner"], row_json(*call.store, call.session, pair.winner));
  TRY_SET(shown["copy"], row_json(*call.store, call.session, pair.copy));
  shown["made"] = time_json(pair.made);
  TRY_SET(shown["units"], difference(call, pair, names));
  return shown;
}

Answer list_conflicts(Call& call) {
  TRY_SET(const auto pairs, call.store->conflicts(call.session));
  TRY_SET(const store::NameTable names, names_of(call));
  json::array shown;
  for (const ConflictPair& pair : std::span(pairs).first(std::min(pairs.size(), kMaxConflictPairs))) {
    auto one = pair_json(call, pair, names);
    if (!one.ok() && one.error().code == Code::not_found) continue;  // settled or deleted meanwhile
    if (!one.ok()) return Refusal(one.error());
    shown.push_back(*std::move(one));
  }
  return json_answer(200, json::object{{"conflicts", std::move(shown)}, {"total", pairs.size()}});
}

enum class Keep { winner, copy, both };

Result<Keep> read_keep(const JsonPlace& sent) {
  TRY_SET(const std::string text, sent.text());
  if (text == "winner") return Keep::winner;
  if (text == "copy") return Keep::copy;
  if (text == "both") return Keep::both;
  return sent.wrong("Expected \"winner\", \"copy\" or \"both\".");
}

Status refuse_unless_linked(Call& call, MessageId winner, MessageId copy) {
  TRY_SET(const auto pairs, call.store->conflicts(call.session));
  for (const ConflictPair& pair : pairs) {
    if (pair.winner.id == winner && pair.copy.id == copy) return ok_status();
  }
  return Error{Code::not_found,
               "Messages " + std::to_string(winner.value) + " and " + std::to_string(copy.value) +
                   " are not linked as a conflict.",
               {}};
}

// The winner with the content of the copy, as its newest version.
SaveOutcome take_over(Call& call, MessageId winner, MessageId copy) {
  TRY_SET(const Message read, call.store->open_message(call.session, copy, Access::read_only));
  return save_change(call, winner, {}, [&](Message& message) { return message.set_content(read.content()); });
}

// First what can be refused for good reasons, so that the copy is deleted only when all else is done.
Answer settle(Call& call) {
  TRY_SET(const json::value body, json_object(call, {"winner", "copy", "keep"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace winner_place, sent.need("winner"));
  TRY_SET(const JsonPlace copy_place, sent.need("copy"));
  TRY_SET(const JsonPlace keep_place, sent.need("keep"));
  TRY_SET(const std::int64_t winner_id, winner_place.whole(1, INT64_MAX));
  TRY_SET(const std::int64_t copy_id, copy_place.whole(1, INT64_MAX));
  TRY_SET(const Keep keep, read_keep(keep_place));
  const MessageId winner{winner_id}, copy{copy_id};
  TRY(refuse_unless_linked(call, winner, copy));
  json::object answer{{"winner", winner_id}, {"copy", copy_id}};
  if (keep == Keep::copy) {
    const SaveOutcome outcome = take_over(call, winner, copy);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
    answer["version"] = std::get<Saved>(outcome).version.value;
  }
  TRY(call.store->settle_conflict(call.session, winner, copy));
  if (keep == Keep::both) return json_answer(200, answer);
  const MessageId loser[] = {copy};
  TRY(call.store->delete_messages(call.session, loser, DeleteKind::recoverable));
  return json_answer(200, answer);
}

}  // namespace

void add_conflict_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string conflicts = "/api/v1/stores/{store}/conflicts";
  add(router, service, {Method::get, conflicts, Needs::reading, list_conflicts});
  add(router, service,
      {Method::post, conflicts + "/settle", Needs::writing, settle, service->limits.json_body});
}

}  // namespace postroom::server
