#include "server/action_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

#include "base/try.h"
#include "server/json_place.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

struct Action {
  std::string name;
  std::vector<MessageId> messages;
  std::optional<FolderId> folder;
};

struct Done {
  BulkReport report;
  std::vector<std::pair<MessageId, MessageId>> copies;
};

Result<std::vector<MessageId>> read_ids(const JsonPlace& sent) {
  TRY_SET(const auto items, sent.items(kMaxBulk));
  std::vector<MessageId> ids;
  ids.reserve(items.size());
  for (const JsonPlace& item : items) {
    TRY_SET(const std::int64_t id, item.whole(1, INT64_MAX));
    ids.push_back(MessageId{id});
  }
  return ids;
}

Result<Action> read_action(const JsonPlace& sent) {
  Action action;
  TRY_SET(const JsonPlace name, sent.need("action"));
  TRY_SET(const JsonPlace messages, sent.need("messages"));
  TRY_SET(action.name, name.text());
  TRY_SET(action.messages, read_ids(messages));
  TRY_SET(const auto folder, sent.find_whole("folder", 1, INT64_MAX));
  if (folder) action.folder = FolderId{*folder};
  const bool needs_folder = action.name == "move" || action.name == "copy";
  if (needs_folder && !folder)
    return invalid_at("/folder", "/folder: Expected the number of a folder to go to.");
  if (!needs_folder && folder && action.name != "undelete") {
    return invalid_at("/folder", "/folder: Only move, copy and undelete go to a folder.");
  }
  return action;
}

Result<Done> copy(Call& call, const Action& action) {
  Done done;
  TRY_SET(done.copies, call.store->copy_messages(call.session, action.messages, *action.folder));
  std::set<MessageId> copied;
  for (const auto& [original, made] : done.copies) copied.insert(original);
  done.report.done.assign(copied.begin(), copied.end());
  for (const MessageId id : std::set<MessageId>(action.messages.begin(), action.messages.end())) {
    if (!copied.contains(id)) done.report.skipped.push_back(id);
  }
  return done;
}

// Nothing for a word that is no action.
std::optional<Result<BulkReport>> carry_out(Call& call, const Action& action) {
  Store& store = *call.store;
  if (action.name == "read") return store.mark(call.session, action.messages, Store::Read::yes);
  if (action.name == "unread") return store.mark(call.session, action.messages, Store::Read::no);
  if (action.name == "move") return store.move_messages(call.session, action.messages, *action.folder);
  if (action.name == "delete")
    return store.delete_messages(call.session, action.messages, DeleteKind::recoverable);
  if (action.name == "delete_permanently") {
    return store.delete_messages(call.session, action.messages, DeleteKind::permanent);
  }
  if (action.name == "undelete") return store.undelete_messages(call.session, action.messages, action.folder);
  return std::nullopt;
}

json::array ids_json(const std::vector<MessageId>& ids) {
  json::array shown;
  for (const MessageId id : ids) shown.push_back(id.value);
  return shown;
}

// What was so already is done as far as the caller is concerned.
void count_unchanged_as_done(BulkReport& report) {
  const std::set<MessageId> unchanged(report.unchanged.begin(), report.unchanged.end());
  std::erase_if(report.skipped, [&](MessageId id) { return unchanged.contains(id); });
  report.done.insert(report.done.end(), unchanged.begin(), unchanged.end());
  std::sort(report.done.begin(), report.done.end());
}

json::object done_json(const Done& done) {
  json::object shown{{"done", ids_json(done.report.done)}, {"skipped", ids_json(done.report.skipped)}};
  if (done.copies.empty()) return shown;
  json::object copies;
  for (const auto& [original, copied] : done.copies) copies[std::to_string(original.value)] = copied.value;
  shown["copies"] = std::move(copies);
  return shown;
}

Answer act(Call& call) {
  TRY_SET(const json::value body, json_object(call, {"action", "messages", "folder"}));
  TRY_SET(const Action action, read_action(JsonPlace(body)));
  if (action.name == "copy") {
    TRY_SET(const Done done, copy(call, action));
    return json_answer(200, done_json(done));
  }
  auto report = carry_out(call, action);
  if (!report) {
    return invalid_at("/action",
                      "/action: Expected read, unread, move, copy, delete, delete_permanently or undelete.");
  }
  if (!report->ok()) return Refusal(report->error());
  count_unchanged_as_done(**report);
  return json_answer(200, done_json({**std::move(report), {}}));
}

}  // namespace

void add_action_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service,
      {http::Method::post, "/api/v1/stores/{store}/messages/actions", Needs::writing, act,
       service->limits.json_body});
}

}  // namespace postroom::server
