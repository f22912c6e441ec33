#include "server/state_routes.h"

#include <postroom/tags.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/json_place.h"
#include "server/json_values.h"
#include "server/message_body.h"
#include "server/refusals.h"
#include "server/saving.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Result<json::object> rights_json(Call& call, FolderId folder, const std::string& creator) {
  TRY_SET(const FolderRights rights, call.store->effective_rights(call.session, folder));
  const Creator by = creator == call.session.who ? Creator::self : Creator::somebody_else;
  const MessageRights may = message_rights(rights, by);
  const bool may_write = call.session.rights == Rights::read_write && !call.store->is_read_only();
  return json::object{{"edit", may.edit && may_write}, {"remove", may.remove && may_write}};
}

// Copies that were saved elsewhere, or the message that this is a copy of. The property says whether there
// are any; only then the pairs are worth reading.
Result<json::array> conflicts_json(Call& call, const Message& message) {
  json::array shown;
  if (!message.get(tag::conflict_items)) return shown;
  TRY_SET(const auto pairs, call.store->conflicts(call.session));
  for (const ConflictPair& pair : pairs) {
    const auto add = [&](MessageId other, std::string_view role) {
      shown.push_back(json::object{{"message", other.value}, {"role", role}});
    };
    if (pair.winner.id == message.id()) add(pair.copy.id, "copy");
    if (pair.copy.id == message.id()) add(pair.winner.id, "winner");
  }
  return shown;
}

Result<json::object> state_json(Call& call, MessageId id) {
  TRY_SET(const Message opened, call.store->open_message(call.session, id, Access::read_only, true));
  TRY_SET(const MessageSummary summary, call.store->summary(call.session, id));
  const std::string creator = opened.content().properties.get_or<std::string>(tag::creator_name, {});
  json::object shown;
  shown["folder"] = summary.folder.value;
  shown["read"] = (summary.flags & message_flag::read) != 0;
  shown["flags"] = summary.flags;
  shown["status"] = summary.status;
  shown["deleted"] = summary.deleted ? time_json(*summary.deleted) : json::value();
  shown["creator"] = creator;
  shown["created"] = time_json(summary.created);
  TRY_SET(shown["rights"], rights_json(call, summary.folder, creator));
  TRY_SET(shown["conflicts"], conflicts_json(call, opened));
  return shown;
}

Answer get_state(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  const auto shown = state_json(call, id);
  if (!shown.ok()) return missing_message(call, id, shown.error());
  return json_answer(200, *shown);
}

// Whoever moves a message to where it cannot be read is told that it was done all the same.
Answer changed_answer(Call& call, MessageId id) {
  const auto shown = state_json(call, id);
  if (shown.ok()) return json_answer(200, *shown);
  if (shown.error().code == Code::no_access) return http::no_content();
  return missing_message(call, id, shown.error());
}

struct StateChange {
  std::optional<bool> read;
  std::optional<std::pair<std::int32_t, std::int32_t>> status;  // bits and mask
  std::optional<FolderId> folder;
};

Result<StateChange> read_change(const JsonPlace& sent) {
  StateChange change;
  TRY_SET(change.read, sent.find_yes_no("read"));
  if (const auto status = sent.find("status")) {
    TRY(status->only({"bits", "mask"}));
    TRY_SET(const JsonPlace bits, status->need("bits"));
    TRY_SET(const JsonPlace mask, status->need("mask"));
    TRY_SET(const std::int64_t bits_number, bits.whole(INT32_MIN, INT32_MAX));
    TRY_SET(const std::int64_t mask_number, mask.whole(INT32_MIN, INT32_MAX));
    change.status = {static_cast<std::int32_t>(bits_number), static_cast<std::int32_t>(mask_number)};
  }
  TRY_SET(const auto folder, sent.find_whole("folder", 1, INT64_MAX));
  if (folder) change.folder = FolderId{*folder};
  return change;
}

// One of a bulk operation that was to be done to one message. Nothing was done: why not?
std::optional<Refusal> refuse_skipped(Call& call, MessageId id, const BulkReport& report) {
  if (!report.done.empty() || !report.unchanged.empty()) return std::nullopt;
  const auto there = call.store->current_version(call.session, id);
  if (!there.ok()) return Refusal(there.error());
  if (there->deleted) return missing_message(call, id, {Code::not_found, "There is no such message.", {}});
  return Refusal(invalid_at("/read", "An associated message is neither read nor unread."));
}

// Each is a step of its own, as in the store.
Answer patch_state(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const json::value body, json_object(call, {"read", "status", "folder"}));
  TRY_SET(const StateChange change, read_change(JsonPlace(body)));
  const MessageId ids[] = {id};
  if (change.read) {
    TRY_SET(const BulkReport report,
            call.store->mark(call.session, ids, *change.read ? Store::Read::yes : Store::Read::no));
    if (auto refusal = refuse_skipped(call, id, report)) return *std::move(refusal);
  }
  if (change.status) {
    const auto old = call.store->set_status(call.session, id, change.status->first, change.status->second);
    if (!old.ok()) return missing_message(call, id, old.error());
  }
  if (change.folder) {
    const auto report = call.store->move_messages(call.session, ids, *change.folder);
    if (!report.ok()) return Refusal(at("/folder", report.error()));
    if (report->done.empty())
      return missing_message(call, id, {Code::not_found, "There is no such message.", {}});
  }
  return change.folder ? changed_answer(call, id) : get_state(call);
}

Answer get_body(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const bool deleted_too, yes_no_query(call, "deleted"));
  const auto message = call.store->open_message(call.session, id, Access::read_only, deleted_too);
  if (!message.ok()) return missing_message(call, id, message.error());
  TRY_SET(const ShownBody shown, shown_body(message->content().properties, call.store->large_values()));
  json::object answer;
  answer["kind"] = shown.html ? "html" : (shown.text.empty() ? "none" : "text");
  if (shown.html) answer["html"] = *shown.html;
  answer["text"] = shown.text;
  return json_answer(200, answer);
}

}  // namespace

void add_state_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string message = "/api/v1/stores/{store}/messages/{message}";
  add(router, service, {Method::get, message + "/state", Needs::reading, get_state});
  add(router, service,
      {Method::patch, message + "/state", Needs::writing, patch_state, service->limits.json_body});
  add(router, service, {Method::get, message + "/body", Needs::reading, get_body});
}

}  // namespace postroom::server
