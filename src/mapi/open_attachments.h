// What a message knows of those of its attachments that are open: their numbers, and which of them are
// written to.
#pragma once

#include <postroom/message.h>

#include <set>

namespace postroom::mapi {

class OpenAttachments {
 public:
  // For one that is created: given to no other one while the message is open, saved or not.
  std::uint32_t reserve_number(const MessageContent& content);

  // One attachment is open for writing once at a time (rule C35). False: it is already.
  bool begin_writing(const Guid& record_key) { return written_.insert(record_key).second; }
  void end_writing(const Guid& record_key) { written_.erase(record_key); }

 private:
  std::uint32_t next_number_ = 0;
  std::set<Guid> written_;
};

// By its record key, as numbers may change when somebody else's changes come in. Null if there is none.
const Attachment* find_attachment(const MessageContent& content, const Guid& record_key);
const Attachment* find_attachment(const MessageContent& content, std::uint32_t number);

// Puts one that has never been in the message into it, with its number and record key; the number is another
// one if that has been taken meanwhile.
Status insert_attachment(Message& message, Attachment& attachment);
// Puts one back that was taken from the message; Code::object_deleted if it is there no more.
Status replace_attachment(Message& message, Attachment& attachment);

}  // namespace postroom::mapi
