#include "server/attachment_routes.h"

#include <postroom/tags.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

#include "base/try.h"
#include "http/spool.h"
#include "server/attachment_making.h"
#include "server/etags.h"
#include "server/file_fields.h"
#include "server/mail_files.h"
#include "server/message_json.h"
#include "server/saving.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Error no_such_attachment(const std::string& key) {
  return {Code::not_found, "The message has no attachment '" + key + "'.", {}};
}

Result<const Attachment*> find_attachment(const MessageContent& content, const std::string& key) {
  for (const Attachment& attachment : content.attachments) {
    if (attachment_key(attachment) == key) return &attachment;
  }
  return no_such_attachment(key);
}

// Bytes that read from a message, which stays open as long as they are wanted.
class AttachedBytes final : public RandomAccess {
 public:
  AttachedBytes(Message message, std::unique_ptr<RandomAccess> bytes)
      : message_(std::move(message)), bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_->size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return bytes_->read_at(offset, buffer);
  }

 private:
  const Message message_;
  const std::unique_ptr<RandomAccess> bytes_;
};

struct AttachedFile {
  std::shared_ptr<RandomAccess> bytes;
  std::string name, type;
};

// A message in an attachment goes out as mail.
Result<AttachedFile> attached_file(Call& call, Message message, const std::string& key) {
  TRY_SET(const Attachment* const attachment, find_attachment(message.content(), key));
  AttachedFile file;
  file.name = attachment_name(attachment->properties);
  if (attachment->embedded) {
    TRY_SET(const Message inside, message.embedded(attachment->embedded));
    TRY_SET(file.bytes, made_mail(call, inside));
    file.name = mail_file_name(file.name.empty() ? subject_of(inside) : file.name);
    file.type = "message/rfc822";
    return file;
  }
  file.type = attachment->properties.get_or<std::string>(tag::attach_mime_tag, {});
  if (!attachment->properties.has(tag::attach_data_bin)) {
    file.bytes = http::body_in_memory({});
    return file;
  }
  TRY_SET(auto bytes, message.read_attachment(attachment->number));
  file.bytes = std::make_shared<AttachedBytes>(std::move(message), std::move(bytes));
  return file;
}

Answer get_attachment(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  auto message = call.store->open_message(call.session, id, Access::read_only);
  if (!message.ok()) return missing_message(call, id, message.error());
  http::Response head;
  head.fields.set("ETag", etag_of(message->version()));
  head.fields.set("Cache-Control", "private, no-cache");
  TRY(find_attachment(message->content(), call.parameter("key")));
  if (is_known(call.request.fields, *head.fields.find("ETag"))) {
    head.status = 304;
    return head;
  }
  TRY_SET(const AttachedFile file, attached_file(call, *std::move(message), call.parameter("key")));
  add_file_fields(head.fields, file.name, file.type);
  return http::content_response(call.request, file.bytes, std::move(head));
}

Answer get_embedded(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  const auto message = call.store->open_message(call.session, id, Access::read_only);
  if (!message.ok()) return missing_message(call, id, message.error());
  TRY_SET(const Attachment* const attachment, find_attachment(message->content(), call.parameter("key")));
  if (!attachment->embedded) {
    return Error{Code::not_found, "The attachment '" + call.parameter("key") + "' is no message.", {}};
  }
  TRY_SET(const json::object shown, embedded_json(call, *attachment->embedded));
  return json_answer(200, shown);
}

Result<AttachmentDescription> read_description(const Call& call) {
  const http::Query& query = call.request.parsed.query;
  AttachmentDescription description;
  description.name = std::string(query.find("name").value_or(std::string_view()));
  description.content_id = std::string(query.find("content_id").value_or(std::string_view()));
  description.media_type = call.request.content_type();
  TRY_SET(description.is_inline, yes_no_query(call, "inline"));
  return description;
}

Result<json::value> one_attachment_json(Call& call, Attachment attachment) {
  MessageContent content;
  content.attachments.push_back(std::move(attachment));
  TRY_SET(json::array shown, attachments_json(showing_without_addresses(call), content));
  return std::move(shown.front());
}

// As the version has it that was saved: a merge may have given it another number, and in a copy it has another key. As
// it was made where the caller may not read the copy.
Attachment find_saved(Call& call, MessageId id, const Saved& saved, const Attachment& made) {
  const auto content = call.store->version(call.session, saved.message, saved.version);
  if (!content.ok()) return made;
  const bool is_copy = saved.message != id;
  for (const Attachment& each : content->attachments) {
    if (is_copy ? each.number == made.number : each.record_key == made.record_key) return each;
  }
  return made;
}

// The bytes go into the store once; what is tried again is only to put them into the newest version.
Answer add_attachment(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const SaveWish wish, read_save_wish(call.request.fields));
  TRY_SET(const AttachmentDescription description, read_description(call));
  const std::shared_ptr<RandomAccess> body = call.request.body ? call.request.body : http::body_in_memory({});
  const auto seen = call.store->open_message(call.session, id, Access::read_write, true);
  if (!seen.ok()) return missing_message(call, id, seen.error());
  TRY_SET(const Attachment made, make_attachment(*call.store, description, *body));
  Attachment added;
  const SaveOutcome outcome = save_change(call, id, wish, [&](Message& message) -> Status {
    TRY_SET(const std::uint32_t number, message.add_attachment(made));
    for (const Attachment& each : message.content().attachments) {
      if (each.number == number) added = each;
    }
    return ok_status();
  });
  const auto* const saved = std::get_if<Saved>(&outcome);
  if (!saved) return std::get<Refusal>(outcome);
  TRY_SET(json::value shown, one_attachment_json(call, find_saved(call, id, *saved, added)));
  json::object& answer = shown.as_object();
  answer["etag"] = etag_of(saved->version);
  answer["message"] = saved->message.value;
  http::Response response = json_answer(201, answer);
  response.fields.set("ETag", etag_of(saved->version));
  say_how(response.fields, *saved);
  response.fields.set("Location", message_path(call, saved->message) + "/attachments/" +
                                      std::string(answer["key"].as_string()));
  return response;
}

Answer remove_attachment(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  TRY_SET(const SaveWish wish, read_save_wish(call.request.fields));
  const std::string& key = call.parameter("key");
  const SaveOutcome outcome = save_change(call, id, wish, [&](Message& message) -> Status {
    TRY_SET(const Attachment* const attachment, find_attachment(message.content(), key));
    return message.remove_attachment(attachment->number);
  });
  return saved_answer(call, id, outcome);
}

}  // namespace

void add_attachment_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string attachments = "/api/v1/stores/{store}/messages/{message}/attachments",
                    one = attachments + "/{key}";
  add(router, service,
      {Method::post, attachments, Needs::writing, add_attachment, service->limits.attachment});
  add(router, service, {Method::get, one, Needs::reading, get_attachment});
  add(router, service, {Method::delete_, one, Needs::writing, remove_attachment});
  add(router, service, {Method::get, one + "/message", Needs::reading, get_embedded});
}

}  // namespace postroom::server
