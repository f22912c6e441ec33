#include "server/message_routes.h"

#include <postroom/tags.h>

#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/etags.h"
#include "server/message_json.h"
#include "server/message_patch.h"
#include "server/refusals.h"
#include "server/saving.h"

namespace postroom::server {
namespace {

// May be kept by the browser that got it, and has to be asked for again with its ETag.
void mark_as_version(http::Response& response, VersionNumber version) {
  response.fields.set("ETag", etag_of(version));
  response.fields.set("Cache-Control", "private, no-cache");
}

http::Response not_modified(VersionNumber version) {
  http::Response response;
  response.status = 304;
  mark_as_version(response, version);
  return response;
}

// What GET of a message asks for.
struct Wanted {
  MessageId id;
  bool deleted_too = false;  // those that can be undeleted as well
};

Result<Wanted> read_wanted(const Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const bool deleted_too, yes_no_query(call, "deleted"));
  return Wanted{id, deleted_too};
}

// Whether the client has that version already.
bool has_it(const Call& call, const Wanted& wanted, const CurrentVersion& now) {
  const bool is_there = !now.deleted || wanted.deleted_too;
  return is_there && is_known(call.request.fields, etag_of(now.version));
}

Answer get_message(Call& call) {
  TRY_SET(const Wanted wanted, read_wanted(call));
  if (call.request.fields.has("If-None-Match")) {  // spares opening it
    TRY_SET(const CurrentVersion now, call.store->current_version(call.session, wanted.id));
    if (has_it(call, wanted, now)) return not_modified(now.version);
  }
  const auto message = call.store->open_message(call.session, wanted.id, Access::read_only, wanted.deleted_too);
  if (!message.ok()) return missing_message(call, wanted.id, message.error());
  TRY_SET(const boost::json::object shown, message_json(call, *message));
  http::Response response = json_answer(200, shown);
  mark_as_version(response, message->version());
  return response;
}

// That the client has the message. One row of the store's file is looked at: readers wait for no writer, and it is a
// few pages, as with any file that is served. To make the message itself here was measured, too: hardly more of them in
// a second, and one in a hundred ten times as late.
std::optional<Answer> get_message_at_once(Call& call) {
  if (!call.request.fields.has("If-None-Match")) return std::nullopt;
  const auto wanted = read_wanted(call);
  if (!wanted.ok()) return std::nullopt;
  const auto now = call.store->current_version(call.session, wanted->id);
  if (!now.ok() || !has_it(call, *wanted, *now)) return std::nullopt;
  return not_modified(now->version);
}

// What becomes a new message beside properties, recipients and attachments.
Status set_first_flags(const JsonPlace& sent, Message& message) {
  TRY_SET(const auto read, sent.find_yes_no("read"));
  TRY_SET(const auto unsent, sent.find_yes_no("unsent"));
  if (!read && !unsent) return ok_status();
  std::int32_t flags = message.properties().get_or(tag::message_flags, std::int32_t{0});
  const auto set = [&](std::optional<bool> wanted, std::int32_t flag) {
    if (wanted) flags = *wanted ? flags | flag : flags & ~flag;
  };
  set(read, message_flag::read);
  set(unsent, message_flag::unsent);
  return message.set(tag::message_flags, flags);
}

Result<MessageKind> kind_of(const JsonPlace& sent) {
  const auto kind = sent.find("kind");
  if (!kind) return MessageKind::normal;
  TRY_SET(const std::string text, kind->text());
  if (text == "normal") return MessageKind::normal;
  if (text == "associated") return MessageKind::associated;
  return kind->wrong("Expected \"normal\" or \"associated\".");
}

Result<MessagePatch> read_new_message(Call& call, const JsonPlace& sent) {
  PropertyNaming naming(*call.store, call.session);
  MessagePatch patch;
  if (const auto properties = sent.find("properties"))
    TRY(read_properties(*properties, naming, patch.properties));
  if (const auto recipients = sent.find("recipients")) {
    TRY_SET(patch.recipients, read_recipients(*recipients, naming));
  }
  if (const auto attachments = sent.find("attachments")) {
    TRY_SET(patch.add, read_attachments(*attachments));
  }
  return patch;
}

Answer add_message(Call& call) {
  TRY_SET(const FolderId folder, folder_parameter(call));
  TRY_SET(const boost::json::value body,
          json_object(call, {"kind", "properties", "recipients", "attachments", "read", "unsent"}));
  const JsonPlace sent(body);
  TRY_SET(const MessageKind kind, kind_of(sent));
  TRY_SET(Message message, call.store->create_message(call.session, folder, kind));
  TRY_SET(MessagePatch patch, read_new_message(call, sent));
  TRY(make_attachments(call, patch));
  TRY(apply(patch, message));
  TRY(set_first_flags(sent, message));
  TRY_SET(const SaveReport saved, message.save());
  forget_uploads(call, patch);
  TRY_SET(const boost::json::object shown, message_json(call, message));
  http::Response response = json_answer(201, shown);
  response.fields.set("ETag", etag_of(saved.version));
  response.fields.set("Location", message_path(call, saved.message));
  return response;
}

Status read_decisions(const JsonPlace& sent, SaveWish& wish) {
  const auto choices = sent.find("choices");
  const auto seen = sent.find("seen");
  const auto folder = sent.find("folder");
  if (folder && wish.on_conflict != OnConflict::elsewhere) {
    return folder->wrong("This is for Prefer: conflict=elsewhere; a message is moved by PATCH of its state.");
  }
  if (folder) {
    TRY_SET(const std::int64_t id, folder->whole(1, INT64_MAX));
    wish.elsewhere = FolderId{id};
  }
  if (!choices && !seen) return ok_status();
  if (wish.on_conflict != OnConflict::merge)
    return (choices ? *choices : *seen).wrong("This is for Prefer: conflict=merge.");
  if (!seen) return choices->wrong("Choices go with the version that was seen: `seen`.");
  TRY_SET(const std::int64_t version, seen->whole(1, INT64_MAX));
  wish.seen = VersionNumber{version};
  if (choices) {
    TRY_SET(wish.choices, read_choices(*choices));
  }
  return ok_status();
}

Answer patch_message(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(SaveWish wish, read_save_wish(call.request.fields));
  TRY_SET(const boost::json::value body,
          json_object(call, {"set", "remove", "recipients", "attachments", "choices", "seen", "folder"}));
  const JsonPlace sent(body);
  TRY(read_decisions(sent, wish));
  if (wish.seen && !wish.base) {
    return Refusal(
        problem("precondition_required", "Choices are for a version that was seen: send If-Match."));
  }
  TRY_SET(MessagePatch patch, read_patch(call, id, sent));
  if (!patch.add.empty()) {
    const auto may_edit = call.store->open_message(call.session, id, Access::read_write, true);
    if (!may_edit.ok()) return missing_message(call, id, may_edit.error());
    TRY(make_attachments(call, patch));
  }
  const SaveOutcome outcome =
      save_change(call, id, wish, [&](Message& message) { return apply(patch, message); });
  if (std::holds_alternative<Saved>(outcome)) forget_uploads(call, patch);
  return saved_answer(call, id, outcome);
}

Answer delete_message(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const bool permanent, yes_no_query(call, "permanent"));
  TRY_SET(const auto expected, parse_if_match(call.request.fields));
  const Status deleted = call.store->delete_message(
      call.session, id, permanent ? DeleteKind::permanent : DeleteKind::recoverable, expected);
  if (!deleted.ok()) return not_the_expected(call, id, expected, deleted.error());
  return http::no_content();
}

}  // namespace

void add_message_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string store = "/api/v1/stores/{store}";
  const std::string message = store + "/messages/{message}";
  const std::uint64_t body = service->limits.json_body;
  add(router, service,
      {Method::post, store + "/folders/{folder}/messages", Needs::writing, add_message, body});
  add(router, service, {Method::get, message, Needs::reading, get_message, 0, get_message_at_once});
  add(router, service, {Method::patch, message, Needs::writing, patch_message, body});
  add(router, service, {Method::delete_, message, Needs::writing, delete_message});
}

}  // namespace postroom::server
