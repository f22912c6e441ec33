#include "server/saving.h"

#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/conflict_json.h"
#include "server/etags.h"
#include "server/message_json.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

Refusal version_is_not_there(VersionNumber wanted, VersionNumber current) {
  const std::string etag = etag_of(current);
  Refusal refusal(problem("etag",
                          "The message has never had the version " + std::to_string(wanted.value) +
                              " that If-Match names; read it again.",
                          "\"etag\":\"" + http::json_escaped(etag) + "\""));
  refusal.fields.set("ETag", etag);
  return refusal;
}

SaveOutcome refuse_conflict(Call& call, const Error& error, const Conflict* conflict) {
  if (error.code != Code::object_changed || !conflict) return error;
  TRY_SET(const std::string members, conflict_members(call, *conflict));
  Refusal refusal(problem("object_changed", error.message, members));
  refusal.fields.set("ETag", etag_of(conflict->their_version));
  return refusal;
}

SaveOutcome saved(const SaveReport& report, std::optional<OnConflict> settled_by = std::nullopt) {
  return Saved{report.message, report.version, report.committed, settled_by};
}

SaveOutcome save_elsewhere(Message& message, const SaveWish& wish) {
  auto copy = message.save_elsewhere(wish.elsewhere);
  if (!copy.ok()) return wish.elsewhere ? at("/folder", copy.error()) : copy.error();
  return Saved{*copy, VersionNumber{1}, true, OnConflict::elsewhere};
}

// Of a message that has been deleted: a copy is all that can be saved.
SaveOutcome save_deleted_elsewhere(Call& call, MessageId id, const SaveWish& wish, const Change& change) {
  auto opened = call.store->open_message(call.session, id, Access::read_write, true);
  if (!opened.ok()) return missing_message(call, id, opened.error());
  Message& message = *opened;
  if (wish.base && *wish.base != message.version()) {
    TRY_SET(MessageContent content, call.store->version(call.session, id, *wish.base));
    TRY(message.set_content(std::move(content)));
  }
  TRY(change(message));
  return save_elsewhere(message, wish);
}

SaveOutcome refuse_opening(Call& call, MessageId id, const SaveWish& wish, const Change& change,
                           const Error& error) {
  if (error.code == Code::not_found && wish.on_conflict == OnConflict::elsewhere) {
    const auto there = call.store->current_version(call.session, id);
    if (there.ok() && there->deleted) return save_deleted_elsewhere(call, id, wish, change);
  }
  return missing_message(call, id, error);
}

Result<SaveReport> first_try(Message& message, const SaveWish& wish) {
  if (wish.on_conflict != OnConflict::merge) return message.save();
  return wish.seen ? message.save_merged(wish.choices, *wish.seen) : message.save(SaveMode::merge);
}

SaveOutcome save_on(Call& call, Message& message, const SaveWish& wish) {
  const auto report = first_try(message, wish);
  if (report.ok()) return saved(*report, report->merged ? std::optional(OnConflict::merge) : std::nullopt);
  const Code code = report.error().code;
  const bool is_stale = code == Code::object_changed || code == Code::object_deleted;
  if (is_stale && wish.on_conflict == OnConflict::elsewhere) return save_elsewhere(message, wish);
  if (code != Code::object_changed || wish.on_conflict != OnConflict::overwrite) {
    return refuse_conflict(call, report.error(), message.conflict());
  }
  TRY_SET(const SaveReport forced, message.save(SaveMode::force));
  return saved(forced, OnConflict::overwrite);
}

SaveOutcome save_newest(Call& call, MessageId id, const SaveWish& wish, const Change& change) {
  const auto turn = call.service.turns->take(call.store_name, id);
  for (int attempt = 0; attempt < kMaxSaveAttempts; ++attempt) {
    auto message = call.store->open_message(call.session, id, Access::read_write);
    if (!message.ok()) return refuse_opening(call, id, wish, change, message.error());
    TRY(change(*message));
    const auto report = message->save();
    if (report.ok()) return saved(*report);
    if (report.error().code == Code::object_changed) continue;
    if (report.error().code == Code::object_deleted && wish.on_conflict == OnConflict::elsewhere) {
      return save_elsewhere(*message, wish);
    }
    return report.error();
  }
  return Error{Code::busy, "Others saved this message all the time; nothing of yours was. Try again.", {}};
}

}  // namespace

Result<SaveWish> read_save_wish(const http::Fields& fields) {
  SaveWish wish;
  TRY_SET(wish.base, parse_if_match(fields));
  TRY_SET(wish.on_conflict, parse_prefer(fields));
  return wish;
}

SaveOutcome save_change(Call& call, MessageId id, const SaveWish& wish, const Change& change) {
  if (!wish.base) return save_newest(call, id, wish, change);
  auto message = call.store->open_message_at(call.session, id, *wish.base, Access::read_write);
  if (!message.ok()) return refuse_opening(call, id, wish, change, message.error());
  TRY(change(*message));
  return save_on(call, *message, wish);
}

Answer saved_answer(Call& call, MessageId id, const SaveOutcome& outcome, boost::json::object more) {
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
  const Saved& saved = std::get<Saved>(outcome);
  const bool is_copy = saved.settled_by == OnConflict::elsewhere;
  const std::string etag = etag_of(saved.version);
  boost::json::object body = std::move(more);
  body["id"] = saved.message.value;
  body["version"] = saved.version.value;
  body["etag"] = etag;
  body["committed"] = saved.committed;
  if (saved.settled_by == OnConflict::merge) body["merged"] = true;
  if (is_copy) body["original"] = id.value;
  http::Response response = json_answer(is_copy ? 201 : 200, body);
  response.fields.set("ETag", etag);
  if (is_copy) response.fields.set("Location", message_path(call, saved.message));
  say_how(response.fields, saved);
  return response;
}

void say_how(http::Fields& fields, const Saved& saved) {
  if (!saved.settled_by) return;
  fields.set("Preference-Applied", std::string("conflict=").append(to_text(*saved.settled_by)));
}

Refusal missing_message(Call& call, MessageId id, const Error& error) {
  if (error.code != Code::not_found) return error;
  const auto there = call.store->current_version(call.session, id);
  if (!there.ok()) return there.error();
  if (there->deleted) {
    return Refusal(problem("object_deleted", "Message " + std::to_string(id.value) +
                                                 " has been deleted; what you have can be saved elsewhere."));
  }
  const auto wanted = parse_if_match(call.request.fields);
  if (wanted.ok() && *wanted && **wanted > there->version)
    return version_is_not_there(**wanted, there->version);
  return error;
}

Refusal not_the_expected(Call& call, MessageId id, std::optional<VersionNumber> expected, const Error& error) {
  if (error.code != Code::object_changed || !expected) return error;
  const auto there = call.store->current_version(call.session, id);
  if (!there.ok()) return there.error();
  if (*expected > there->version) return version_is_not_there(*expected, there->version);
  const std::string etag = etag_of(there->version);
  Refusal refusal(problem("object_changed", error.message,
                          "\"message\":" + std::to_string(id.value) +
                              ",\"base\":" + std::to_string(expected->value) +
                              ",\"current\":" + std::to_string(there->version.value) + ",\"etag\":\"" +
                              http::json_escaped(etag) + "\""));
  refusal.fields.set("ETag", etag);
  return refusal;
}

}  // namespace postroom::server
