#include "server/property_routes.h"

#include <postroom/property_names.h>

#include <boost/json/object.hpp>

#include "base/try.h"
#include "http/spool.h"
#include "server/etags.h"
#include "server/message_json.h"
#include "server/message_patch.h"
#include "server/property_naming.h"
#include "server/refusals.h"
#include "server/saving.h"

namespace postroom::server {
namespace {

constexpr std::string_view kPath = "property";  // the parameter, as errors name it

Error no_such_property(const Call& call) {
  return {Code::not_found, "The message has no " + call.parameter(kPath) + ".", {}};
}

// The newest version, or the one that the parameter `version` names.
Result<Message> open_asked_version(Call& call, MessageId id) {
  TRY_SET(const auto version, number_query(call, "version", 1, INT64_MAX));
  if (!version) return call.store->open_message(call.session, id, Access::read_only);
  return open_version(call, id, VersionNumber{*version});
}

Result<std::shared_ptr<RandomAccess>> read_bytes(Call& call, const Message& message, PropertyTag tag) {
  const auto value = message.get(tag);
  if (!value) return no_such_property(call);
  if (std::holds_alternative<LargeValue>(*value)) {
    TRY_SET(auto bytes, message.read(tag));
    return std::shared_ptr<RandomAccess>(std::move(bytes));
  }
  const auto owned = [](ByteView bytes) -> std::shared_ptr<RandomAccess> {
    return http::body_in_memory(std::string(as_text(bytes)));
  };
  if (const auto* text = std::get_if<std::string>(&*value)) return owned(as_bytes(*text));
  if (const auto* text = std::get_if<String8>(&*value)) return owned(as_bytes(text->bytes));
  if (const auto* bytes = std::get_if<Bytes>(&*value)) return owned(*bytes);
  return invalid_at(kPath,
                    call.parameter(kPath) + " is neither text nor bytes; it is in the message as it is.");
}

// Never of a type that a browser runs.
http::Response head_of(const Message& message, PropertyTag tag) {
  http::Response head;
  const auto stored = message.get(PropertyTag(tag.id(), PropertyType::unspecified));
  const bool is_text =
      tag.base_type() == PropertyType::unicode || (stored && std::holds_alternative<std::string>(*stored));
  head.fields.add("Content-Type", is_text ? "text/plain; charset=utf-8" : "application/octet-stream");
  head.fields.add("Content-Disposition", "attachment");
  if (changes_without_version(tag)) return head;
  head.fields.add("Cache-Control", "private, no-cache");
  head.fields.add("ETag", etag_of(message.version()));
  return head;
}

Answer get_property(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  const PropertyNaming naming(*call.store, call.session);
  const auto tag = naming.find(call.parameter(kPath));
  if (!tag.ok()) return Refusal(at(kPath, tag.error()));
  auto message = open_asked_version(call, id);
  if (!message.ok()) return missing_message(call, id, message.error());
  TRY_SET(auto bytes, read_bytes(call, *message, *tag));
  http::Response head = head_of(*message, *tag);
  if (const auto etag = head.fields.find("ETag"); etag && is_known(call.request.fields, *etag)) {
    head.status = 304;
    return head;
  }
  return http::content_response(call.request, std::move(bytes), std::move(head));
}

Result<SaveWish> read_wish(Call& call) {
  TRY_SET(SaveWish wish, read_save_wish(call.request.fields));
  TRY_SET(const auto folder, number_query(call, "folder", 1, INT64_MAX));
  if (folder) wish.elsewhere = FolderId{*folder};
  return wish;
}

bool is_stream(PropertyTag tag) {
  return fits(tag, std::string()) || fits(tag, Bytes()) || fits(tag, String8());
}

// What was sent, as a value of a message that the caller may change. It goes into the store once, before anybody's turn
// to save: what is tried again is only to put it into the newest version.
Result<Value> read_value(Call& call, const Message& message, PropertyTag tag) {
  TRY(check_settable(message, tag, std::string(kPath)));
  const std::shared_ptr<RandomAccess> body =
      call.request.body ? call.request.body : http::body_in_memory(std::string());
  RangeSource source(*body);
  auto value = make_value(tag, source, call.store->large_values());
  if (!value.ok()) return at(kPath, std::move(value).error());
  return value;
}

Answer put_property(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const SaveWish wish, read_wish(call));
  const auto seen = call.store->open_message(call.session, id, Access::read_write, true);
  if (!seen.ok()) return missing_message(call, id, seen.error());
  PropertyNaming naming(*call.store, call.session);
  TRY_SET(const auto tags, naming.make({&call.parameter(kPath), 1},
                                       [](std::size_t, Error error) { return at(kPath, std::move(error)); }));
  const PropertyTag tag = tags.front();
  if (!is_stream(tag))
    return invalid_at(kPath, "Only text and bytes are written like this; others go into a PATCH.");
  TRY_SET(const Value value, read_value(call, *seen, tag));
  const SaveOutcome outcome = save_change(call, id, wish, [&](Message& message) -> Status {
    const Status set = message.set(tag, value);
    return set.ok() ? ok_status() : Status(at(kPath, set.error()));
  });
  return saved_answer(call, id, outcome);
}

Answer delete_property(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const SaveWish wish, read_wish(call));
  const PropertyNaming naming(*call.store, call.session);
  const auto tag = naming.find(call.parameter(kPath));
  if (!tag.ok()) return Refusal(at(kPath, tag.error()));
  const SaveOutcome outcome = save_change(call, id, wish, [&](Message& message) -> Status {
    TRY(check_settable(message, *tag, std::string(kPath)));
    const Status removed = message.remove(*tag);
    return removed.ok() || removed.error().code == Code::not_found ? ok_status() : removed;
  });
  return saved_answer(call, id, outcome);
}

}  // namespace

void add_property_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string property = "/api/v1/stores/{store}/messages/{message}/properties/{property}";
  add(router, service, {Method::get, property, Needs::reading, get_property});
  add(router, service, {Method::put, property, Needs::writing, put_property, service->limits.attachment});
  add(router, service, {Method::delete_, property, Needs::writing, delete_property});
}

}  // namespace postroom::server
