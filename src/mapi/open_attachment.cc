#include "mapi/open_attachment.h"

#include <postroom/tags.h>

#include "base/try.h"

namespace postroom::mapi {

Attachment new_attachment(OpenMessage& message) {
  const Session& session = message.state.session();
  const FileTime now = session.clock->now();
  Attachment made;
  made.number = message.attachments.reserve_number(message.message.content());
  made.record_key = session.random->guid();
  made.properties = {{tag::attach_method, attach_method::none},
                     {tag::rendering_position, std::int32_t{-1}},
                     {tag::creation_time, now},
                     {tag::last_modification_time, now}};
  return made;
}

Status save_attachment(OpenAttachment& open) {
  if (!open.is_new && !open.is_changed) return ok_status();
  Attachment value = open.value;
  if (open.is_changed && !open.has_own_time) {
    value.properties.set(tag::last_modification_time, open.state.session().clock->now());
  }
  Message& message = open.message.message;
  TRY(open.is_new ? insert_attachment(message, value) : replace_attachment(message, value));
  // Long values have moved to the store's large ones, as the message has them.
  open.value = *find_attachment(message.content(), value.record_key);
  open.is_new = open.is_changed = open.has_own_time = false;
  return ok_status();
}

}  // namespace postroom::mapi
