// An open message as its own methods and the objects inside it (attachments, messages in them) see it.
#pragma once

#include <postroom/message.h>

#include "mapi/object_state.h"
#include "mapi/objects.h"
#include "mapi/open_attachments.h"

namespace postroom::mapi {

// What a message inside an attachment is saved into.
class MessageHolder {
 public:
  // S_OK, or why it is not kept: MAPI_E_NO_ACCESS, MAPI_E_INVALID_OBJECT.
  virtual HRESULT keep(std::shared_ptr<const MessageContent> content) = 0;

 protected:
  ~MessageHolder() = default;
};

// Used with the lock of `state` held.
struct OpenMessage {
  ObjectState& state;  // of the IMessage
  IUnknown& object;    // the IMessage: whoever refers to this keeps it alive
  Message message;
  Writing writing;                  // what the client may do, whatever `message` could
  MessageHolder* holder = nullptr;  // of a message inside an attachment
  OpenAttachments attachments = {};
  std::optional<bool> marked_read = {};  // by this client, after the snapshot (rule C42)
  bool is_asked_about = false;           // a conflict is being shown to a person

  bool is_writable() const { return writing == Writing::yes && message.is_writable(); }
  bool is_embedded() const { return holder != nullptr; }
  bool is_new() const { return message.version().value == 0; }  // nobody has saved it yet
};

}  // namespace postroom::mapi
