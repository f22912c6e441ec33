#include "server/conflict_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

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
  std::size_t bytes = 0;
  for (const ConflictPair& pair : std::span(pairs).first(std::min(pairs.size(), kMaxConflictPairs))) {
    if (bytes > kMaxConflictBytes) break;
    auto one = pair_json(call, pair, names);
    if (!one.ok() && one.error().code == Code::not_found) continue;  // settled or deleted meanwhile
    if (!one.ok()) return Refusal(one.error());
    bytes += json::serialize(*one).size();
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

struct Settlement {
  MessageId winner, copy;
  Keep keep = Keep::both;
  std::optional<VersionNumber> winner_seen, copy_seen;  // what the person has decided on
};

Result<std::optional<VersionNumber>> find_version(const JsonPlace& sent, std::string_view name) {
  TRY_SET(const auto number, sent.find_whole(name, 1, INT64_MAX));
  return number ? std::optional(VersionNumber{*number}) : std::nullopt;
}

Result<Settlement> read_settlement(const JsonPlace& sent) {
  Settlement read;
  TRY_SET(const JsonPlace winner, sent.need("winner"));
  TRY_SET(const JsonPlace copy, sent.need("copy"));
  TRY_SET(const JsonPlace keep, sent.need("keep"));
  TRY_SET(read.winner.value, winner.whole(1, INT64_MAX));
  TRY_SET(read.copy.value, copy.whole(1, INT64_MAX));
  TRY_SET(read.keep, read_keep(keep));
  const auto seen = sent.find("seen");
  if (!seen) return read;
  TRY(seen->only({"winner", "copy"}));
  TRY_SET(read.winner_seen, find_version(*seen, "winner"));
  TRY_SET(read.copy_seen, find_version(*seen, "copy"));
  return read;
}

// Whoever may not change the winner, which has the link, settles nothing.
Status refuse_unless_linked(Call& call, const Settlement& wish) {
  TRY_SET(const auto pairs, call.store->conflicts(call.session));
  const auto is_it = [&](const ConflictPair& pair) {
    return pair.winner.id == wish.winner && pair.copy.id == wish.copy;
  };
  if (std::any_of(pairs.begin(), pairs.end(), is_it)) {
    TRY(call.store->open_message(call.session, wish.winner, Access::read_write));
    return ok_status();
  }
  return Error{Code::not_found,
               "Messages " + std::to_string(wish.winner.value) + " and " + std::to_string(wish.copy.value) +
                   " are not linked as a conflict.",
               {}};
}

// The winner with the content of the copy, as its newest version. The copy is that version from here on.
SaveOutcome take_over(Call& call, Settlement& wish) {
  TRY_SET(const Message copy, call.store->open_message(call.session, wish.copy, Access::read_only));
  const VersionNumber seen = wish.copy_seen.value_or(copy.version());
  if (copy.version() != seen) {
    const Error changed{Code::object_changed, "The copy has been changed since it was looked at; nothing was done.", {}};
    return not_the_expected(call, wish.copy, seen, changed);
  }
  wish.copy_seen = seen;
  SaveWish on_seen;
  on_seen.base = wish.winner_seen;
  return save_change(call, wish.winner, on_seen,
                     [&](Message& winner) { return winner.set_content(copy.content()); });
}

// What can be refused for good reasons first, and the link last: while it is there, the person sees both and can decide
// anew.
Answer settle(Call& call) {
  TRY_SET(const json::value body, json_object(call, {"winner", "copy", "keep", "seen"}));
  TRY_SET(Settlement wish, read_settlement(JsonPlace(body)));
  TRY(refuse_unless_linked(call, wish));
  json::object answer{{"winner", wish.winner.value}, {"copy", wish.copy.value}};
  if (wish.keep == Keep::copy) {
    const SaveOutcome outcome = take_over(call, wish);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
    answer["version"] = std::get<Saved>(outcome).version.value;
  }
  if (wish.keep != Keep::both) {
    const Status deleted =
        call.store->delete_message(call.session, wish.copy, DeleteKind::recoverable, wish.copy_seen);
    if (!deleted.ok()) return not_the_expected(call, wish.copy, wish.copy_seen, deleted.error());
  }
  TRY(call.store->settle_conflict(call.session, wish.winner, wish.copy));
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
