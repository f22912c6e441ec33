#include "server/message_patch.h"

#include <postroom/property_names.h>

#include <algorithm>

#include "base/try.h"
#include "server/refusals.h"
#include "server/uploads.h"

namespace postroom::server {
namespace {

Result<SentAttachment> read_attachment(const JsonPlace& sent) {
  TRY(sent.only({"upload", "name", "media_type", "content_id", "inline"}));
  TRY_SET(const JsonPlace upload, sent.need("upload"));
  SentAttachment attachment;
  attachment.where = upload.where();
  TRY_SET(attachment.upload, upload.text());
  TRY_SET(const auto name, sent.find_text("name", kMaxAttachmentText));
  TRY_SET(const auto media_type, sent.find_text("media_type", kMaxAttachmentText));
  TRY_SET(const auto content_id, sent.find_text("content_id", kMaxAttachmentText));
  TRY_SET(const auto is_inline, sent.find_yes_no("inline"));
  attachment.description = {name.value_or(""), media_type.value_or(""), content_id.value_or(""),
                            is_inline.value_or(false)};
  return attachment;
}

Result<std::vector<Guid>> read_keys(const JsonPlace& sent) {
  TRY_SET(const auto items, sent.items(kMaxAttachments));
  std::vector<Guid> keys;
  for (const JsonPlace& item : items) {
    TRY_SET(const std::string text, item.text());
    const auto key = parse_guid(text);
    if (!key) return item.wrong("This is no key of an attachment.");
    keys.push_back(*key);
  }
  return keys;
}

Status set_properties(const PropertyChanges& changes, Message& message) {
  for (const PropertyChanges::Set& set : changes.set) {
    TRY(check_settable(message, set.property.tag, set.where));
    const Status status = message.set(set.property.tag, set.property.value);
    if (!status.ok()) return at(set.where, status.error());
  }
  for (const PropertyTag tag : changes.remove) {
    TRY(check_settable(message, tag, "/remove"));
    const Status status = message.remove(tag);
    if (!status.ok() && status.error().code != Code::not_found) return at("/remove", status.error());
  }
  return ok_status();
}

Status remove_attachments(const std::vector<Guid>& keys, Message& message) {
  std::vector<std::uint32_t> numbers;
  for (const Attachment& attachment : message.content().attachments) {
    if (std::find(keys.begin(), keys.end(), attachment.record_key) != keys.end())
      numbers.push_back(attachment.number);
  }
  for (const std::uint32_t number : numbers) TRY(message.remove_attachment(number));
  return ok_status();
}

}  // namespace

Status check_settable(const Message& message, PropertyTag tag, const std::string& where) {
  if (!is_computed(tag, message.version().value > 0)) return ok_status();
  return invalid_at(where, property_name(tag) + " is what the store makes it; it cannot be set or removed.");
}

Result<std::vector<SentAttachment>> read_attachments(const JsonPlace& sent) {
  TRY_SET(const auto items, sent.items(kMaxAttachments));
  std::vector<SentAttachment> attachments;
  for (const JsonPlace& item : items) {
    TRY_SET(SentAttachment attachment, read_attachment(item));
    attachments.push_back(std::move(attachment));
  }
  return attachments;
}

Result<std::vector<UnitChoice>> read_choices(const JsonPlace& sent) {
  TRY_SET(const auto items, sent.items(kMaxChoices));
  std::vector<UnitChoice> choices;
  for (const JsonPlace& item : items) {
    TRY(item.only({"key", "side"}));
    TRY_SET(const JsonPlace key, item.need("key"));
    TRY_SET(const JsonPlace side, item.need("side"));
    TRY_SET(std::string key_text, key.text());
    TRY_SET(const std::string side_text, side.text());
    if (side_text != "mine" && side_text != "theirs") return side.wrong("Expected \"mine\" or \"theirs\".");
    choices.push_back({std::move(key_text), side_text == "mine" ? Side::mine : Side::theirs});
  }
  return choices;
}

Result<MessagePatch> read_patch(Call& call, MessageId id, const JsonPlace& sent) {
  const auto may_edit = [&]() -> Status {
    TRY(call.store->open_message(call.session, id, Access::read_write, true));
    return ok_status();
  };
  PropertyNaming naming(*call.store, call.session, may_edit);
  MessagePatch patch;
  if (const auto set = sent.find("set")) TRY(read_properties(*set, naming, patch.properties));
  if (const auto remove = sent.find("remove")) TRY(read_removals(*remove, naming, patch.properties));
  if (const auto recipients = sent.find("recipients")) {
    TRY_SET(patch.recipients, read_recipients(*recipients, naming));
  }
  const auto attachments = sent.find("attachments");
  if (!attachments) return patch;
  TRY(attachments->only({"add", "remove"}));
  if (const auto add = attachments->find("add")) {
    TRY_SET(patch.add, read_attachments(*add));
  }
  if (const auto remove = attachments->find("remove")) {
    TRY_SET(patch.remove, read_keys(*remove));
  }
  return patch;
}

Status make_attachments(Call& call, MessagePatch& patch) {
  for (const SentAttachment& sent : patch.add) {
    const auto file = call.service.uploads->take(call.identity->account.id, sent.upload);
    if (!file.ok()) return invalid_at(sent.where, file.error().message);
    TRY_SET(Attachment attachment, make_attachment(*call.store, sent.description, *file->content));
    patch.made.push_back(std::move(attachment));
  }
  return ok_status();
}

Status apply(const MessagePatch& patch, Message& message) {
  TRY(set_properties(patch.properties, message));
  if (patch.recipients) {
    const Status status =
        message.set_recipients(put_in_place(*patch.recipients, message.content().recipients));
    if (!status.ok()) return at("/recipients", status.error());
  }
  TRY(remove_attachments(patch.remove, message));
  for (const Attachment& attachment : patch.made) TRY(message.add_attachment(attachment));
  return ok_status();
}

void forget_uploads(Call& call, const MessagePatch& patch) {
  for (const SentAttachment& sent : patch.add)
    call.service.uploads->remove(call.identity->account.id, sent.upload);
}

}  // namespace postroom::server
