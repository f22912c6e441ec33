// IMessage ("IMessage : IMAPIProp" in the Outlook MAPI reference): an open message, transacted (rules C1 to
// C5). One that is inside an attachment is the same but for where it is saved (rule C38).
#pragma once

#include "mapi/message_properties.h"
#include "mapi/open_message.h"
#include "mapi/property_object.h"

namespace postroom::mapi {

// By which a message of Postroom is known to its other objects: what QueryInterface(kMessageAccess) gives is
// a MessageAccess, with a reference on the message. Use it with the lock of state() held.
inline constexpr IID kMessageAccess = {
    0x5C0E4B7A, 0x9E1D, 0x4C3B, {0x8F, 0x55, 0x2A, 0x6D, 0x1B, 0x90, 0xC4, 0x22}};
class MessageAccess {
 public:
  virtual Message& message() = 0;  // this handle, edits included; also of a message inside an attachment
  virtual ObjectState& state() = 0;

 protected:
  ~MessageAccess() = default;
};

class MessageObject final : public PropertyObject<IMessage, IID_IMessage>, public MessageAccess {
 public:
  MessageObject(SharedContext context, Message message);
  // Inside an attachment, with the lock of the message around that; `around` is what keeps the holder alive.
  MessageObject(const ObjectState& outer, Message message, Writing writing, MessageHolder& holder,
                std::shared_ptr<void> around);

  HRESULT GetAttachmentTable(ULONG flags, LPMAPITABLE* table) override;
  HRESULT OpenAttach(ULONG number, LPCIID iid, ULONG flags, LPATTACH* attachment) override;
  HRESULT CreateAttach(LPCIID iid, ULONG flags, ULONG* number, LPATTACH* attachment) override;
  HRESULT DeleteAttach(ULONG number, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) override;
  HRESULT GetRecipientTable(ULONG flags, LPMAPITABLE* table) override;
  HRESULT ModifyRecipients(ULONG flags, LPADRLIST list) override;
  HRESULT SubmitMessage(ULONG flags) override;
  HRESULT SetReadFlag(ULONG flags) override;

  Message& message() override { return open_.message; }
  ObjectState& state() override { return state_; }

 protected:
  Properties& properties() override { return properties_; }
  Answer save_changes(ULONG flags) override;
  Answer open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) override;
  HRESULT query_other(REFIID iid, LPVOID* object) override;

 private:
  Answer open_recipients(ULONG flags, LPMAPITABLE* table);
  Answer open_attachments(ULONG flags, LPMAPITABLE* table);

  const std::shared_ptr<void> around_;  // first: the others need it. Null unless inside an attachment
  OpenMessage open_;
  MessageProperties properties_;
};

}  // namespace postroom::mapi
