// What a client changes in a message, or makes a new one of: docs/api.md "Messages".
#pragma once

#include <postroom/store.h>

#include "server/attachment_making.h"
#include "server/call.h"
#include "server/property_changes.h"
#include "server/recipient_json.h"

namespace postroom::server {

struct SentAttachment {
  std::string upload;
  AttachmentDescription description;
  std::string where;  // in what was sent
};

struct MessagePatch {
  PropertyChanges properties;
  std::optional<std::vector<SentRecipient>> recipients;  // all of them
  std::vector<SentAttachment> add;
  std::vector<Attachment> made;  // of these, by make_attachments()
  std::vector<Guid> remove;  // attachments, by their keys; those that are not there are let be
};

// The list of attachments of a new message, and `add` of a PATCH.
Result<std::vector<SentAttachment>> read_attachments(const JsonPlace& sent);
// The list of choices of a merge.
Result<std::vector<UnitChoice>> read_choices(const JsonPlace& sent);
// The members set, remove, recipients and attachments of a PATCH of that message.
Result<MessagePatch> read_patch(Call& call, MessageId id, const JsonPlace& sent);

// Code::invalid_argument for what the store makes by itself; some may be set until the first save.
Status check_settable(const Message& message, PropertyTag tag, const std::string& where);

// Puts the uploads into the store, once, however often the patch is applied. For who may write.
Status make_attachments(Call& call, MessagePatch& patch);

// Makes the changes on a handle; errors name the place in what was sent. What is not there is not missed when
// it is removed. May be called for several handles.
Status apply(const MessagePatch& patch, Message& message);
// The uploads that a saved message has taken.
void forget_uploads(Call& call, const MessagePatch& patch);

inline constexpr std::size_t kMaxChoices = 100'000;

}  // namespace postroom::server
