#include <postroom/message.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "store/handle.h"
#include "store/intake.h"

namespace postroom {
namespace {

Error missing(const char* what, std::uint32_t number) {
  return {Code::not_found, std::string("The message has no ") + what + " " + std::to_string(number) + ".", {}};
}

template <class T>
std::uint32_t next_number(const std::vector<T>& items, std::uint32_t T::*number) {
  return items.empty() ? 0 : items.back().*number + 1;
}

template <class T>
T* find_number(std::vector<T>& items, std::uint32_t T::*member, std::uint32_t number) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.*member == number; });
  return found == items.end() ? nullptr : &*found;
}

Status take_in(store::Handle& handle, Recipient& recipient) { return store::take_in(recipient.properties, handle.large()); }

// Whoever brings an attachment has put its bytes into the store already, or they are put there now.
Status take_in(store::Handle& handle, Attachment& attachment) {
  TRY(store::take_in(attachment, handle.large()));
  MessageContent holder;
  holder.attachments.push_back(attachment);
  return store::has_large_values(holder) ? handle.protect() : ok_status();
}

}  // namespace

Message::Message(std::unique_ptr<store::Handle> handle) : handle_(std::move(handle)) {}
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

MessageId Message::id() const { return handle_->snapshot().record.id; }
VersionNumber Message::version() const { return handle_->snapshot().record.version; }
SaveStamp Message::save_stamp() const {
  const storage::VersionInfo& info = handle_->snapshot().info;
  return {info.who, info.client, info.saved};
}
bool Message::is_writable() const { return handle_->is_writable(); }
bool Message::has_edits() const { return handle_->has_edits(); }
const Session& Message::session() const { return handle_->session(); }
const MessageContent& Message::content() const { return handle_->view(); }
std::optional<Value> Message::get(PropertyTag tag) const { return handle_->get(tag); }
PropertySet Message::properties() const { return handle_->properties(); }
PropertySet Message::lasting_properties() const { return handle_->lasting_properties(); }
Status Message::set(PropertyTag tag, Value value) { return handle_->set(tag, std::move(value)); }
Status Message::remove(PropertyTag tag) { return handle_->remove(tag); }
const Conflict* Message::conflict() const { return handle_->conflict(); }

Status Message::write(PropertyTag tag, Source& source) {
  TRY(handle_->edit());  // before anything is written to the store for a handle that may not
  TRY_SET(Value value, make_value(tag, source, handle_->large()));
  return set(tag, std::move(value));
}

Result<std::unique_ptr<RandomAccess>> Message::read(PropertyTag tag) const { return handle_->read(content().properties, tag); }

Status Message::set_recipients(std::vector<Recipient> recipients) {
  if (recipients.size() > kMaxRecipients) return Error{Code::too_big, "A message can have at most 32,768 recipients.", {}};
  TRY_SET(MessageContent* const content, handle_->edit());
  std::uint32_t row = 0;
  for (Recipient& recipient : recipients) {
    TRY(take_in(*handle_, recipient));
    recipient.row = row++;
  }
  content->recipients = std::move(recipients);
  return ok_status();
}

Result<std::uint32_t> Message::add_recipient(Recipient recipient) {
  TRY_SET(MessageContent* const content, handle_->edit());
  if (content->recipients.size() >= kMaxRecipients) {
    return Error{Code::too_big, "A message can have at most 32,768 recipients.", {}};
  }
  TRY(take_in(*handle_, recipient));
  recipient.row = next_number(content->recipients, &Recipient::row);
  content->recipients.push_back(std::move(recipient));
  return content->recipients.back().row;
}

Status Message::put_recipient(Recipient recipient) {
  TRY_SET(MessageContent* const content, handle_->edit());
  Recipient* const found = find_number(content->recipients, &Recipient::row, recipient.row);
  if (!found) return missing("recipient in row", recipient.row);
  TRY(take_in(*handle_, recipient));
  *found = std::move(recipient);
  return ok_status();
}

Status Message::remove_recipient(std::uint32_t row) {
  TRY_SET(MessageContent* const content, handle_->edit());
  if (std::erase_if(content->recipients, [&](const Recipient& recipient) { return recipient.row == row; }) == 0) {
    return missing("recipient in row", row);
  }
  return ok_status();
}

Result<std::uint32_t> Message::add_attachment(Attachment attachment) {
  TRY_SET(MessageContent* const content, handle_->edit());
  if (content->attachments.size() >= kMaxAttachments) {
    return Error{Code::too_big, "A message can have at most 32,768 attachments.", {}};
  }
  TRY(take_in(*handle_, attachment));
  attachment.number = next_number(content->attachments, &Attachment::number);
  attachment.record_key = session().random->guid();
  if (!attachment.properties.has(tag::rendering_position)) {
    attachment.properties.set(tag::rendering_position, std::int32_t{-1});
  }
  if (!attachment.properties.has(tag::attach_method)) {
    attachment.properties.set(tag::attach_method, attach_method::none);
  }
  content->attachments.push_back(std::move(attachment));
  return content->attachments.back().number;
}

Status Message::put_attachment(Attachment attachment) {
  TRY_SET(MessageContent* const content, handle_->edit());
  Attachment* const found = find_number(content->attachments, &Attachment::number, attachment.number);
  if (!found) return missing("attachment", attachment.number);
  TRY(take_in(*handle_, attachment));
  attachment.record_key = found->record_key;
  *found = std::move(attachment);
  return ok_status();
}

Status Message::remove_attachment(std::uint32_t number) {
  TRY_SET(MessageContent* const content, handle_->edit());
  if (std::erase_if(content->attachments, [&](const Attachment& a) { return a.number == number; }) == 0) {
    return missing("attachment", number);
  }
  return ok_status();
}

Result<std::unique_ptr<RandomAccess>> Message::read_attachment(std::uint32_t number) const {
  for (const Attachment& attachment : content().attachments) {
    if (attachment.number == number) return handle_->read(attachment.properties, tag::attach_data_bin);
  }
  return missing("attachment", number);
}

Status Message::set_content(MessageContent content) {
  TRY_SET(MessageContent* const mine, handle_->edit());
  TRY(store::take_in(content, handle_->large()));
  handle_->keep_own(content);
  for (Attachment& attachment : content.attachments) {
    if (attachment.record_key.is_null()) attachment.record_key = session().random->guid();
  }
  if (store::has_large_values(content)) TRY(handle_->protect());
  *mine = std::move(content);
  return ok_status();
}

Result<Message> Message::embedded(std::shared_ptr<const MessageContent> content) const {
  TRY_SET(auto inner, store::Handle::embed(*handle_, std::move(content)));
  return Message(std::move(inner));
}

Result<SaveReport> Message::save(SaveMode mode) { return handle_->save(mode, SaveKind::plain, nullptr, {}); }

Result<SaveReport> Message::save_merged(const std::vector<UnitChoice>& choices, VersionNumber seen) {
  return handle_->save(SaveMode::merge, SaveKind::plain, &choices, seen);
}

Result<MessageId> Message::save_elsewhere(std::optional<FolderId> folder) { return handle_->save_elsewhere(folder); }
Result<std::unique_ptr<RandomAccess>> Message::original() const { return handle_->original(); }

}  // namespace postroom
