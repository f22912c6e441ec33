#include "mapi/open_attachments.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::mapi {
namespace {

const Attachment* find_first(const MessageContent& content, const auto& is_it) {
  const auto found = std::find_if(content.attachments.begin(), content.attachments.end(), is_it);
  return found == content.attachments.end() ? nullptr : &*found;
}

}  // namespace

std::uint32_t OpenAttachments::reserve_number(const MessageContent& content) {
  if (!content.attachments.empty())
    next_number_ = std::max(next_number_, content.attachments.back().number + 1);
  return next_number_++;
}

const Attachment* find_attachment(const MessageContent& content, const Guid& record_key) {
  return find_first(content, [&](const Attachment& each) { return each.record_key == record_key; });
}

const Attachment* find_attachment(const MessageContent& content, std::uint32_t number) {
  return find_first(content, [&](const Attachment& each) { return each.number == number; });
}

// Not Message::add_attachment, which makes a number and a record key of its own: these have been told to the
// client.
Status insert_attachment(Message& message, Attachment& attachment) {
  MessageContent content = message.content();
  content.attachments.push_back(attachment);
  TRY(message.set_content(std::move(content)));
  attachment.number = find_attachment(message.content(), attachment.record_key)->number;
  return ok_status();
}

Status replace_attachment(Message& message, Attachment& attachment) {
  const Attachment* const there = find_attachment(message.content(), attachment.record_key);
  if (!there) return Error{Code::object_deleted, "The attachment has been deleted from its message.", {}};
  attachment.number = there->number;
  return message.put_attachment(attachment);
}

}  // namespace postroom::mapi
