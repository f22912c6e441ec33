// IAttach ("IAttach : IMAPIProp" in the Outlook MAPI reference; rows 67 to 72). Its SaveChanges writes into
// the message alone.
#pragma once

#include "mapi/attachment_properties.h"
#include "mapi/property_object.h"

namespace postroom::mapi {

class AttachmentObject final : public PropertyObject<IAttach, IID_IAttachment>, public MessageHolder {
 public:
  AttachmentObject(OpenMessage& message, Attachment value, bool is_new);

  // From now on it can be written to. False: another one is (OpenAttachments).
  bool begin_writing();
  HRESULT keep(std::shared_ptr<const MessageContent> content) override;

 protected:
  ~AttachmentObject() override;
  Properties& properties() override { return properties_; }
  Answer save_changes(ULONG flags) override;
  // PR_ATTACH_DATA_OBJ: the message inside as IID_IMessage, OLE data as IID_IStream and IID_IStreamDocfile.
  // IStorage is not supported; hosts make one of a stream.
  Answer open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) override;

 private:
  Answer open_embedded(ULONG flags, LPUNKNOWN* object);
  void end_writing();

  const Ref<IUnknown> owner_;  // the message
  OpenAttachment open_;
  AttachmentProperties properties_;
  bool has_begun_writing_ = false;
};

// OpenAttach and CreateAttach of the message. MAPI_E_NO_ACCESS for a second one that is open for writing.
Answer open_attachment(OpenMessage& message, ULONG number, LPCIID iid, ULONG flags, LPATTACH* attachment);
Answer create_attachment(OpenMessage& message, LPCIID iid, ULONG* number, LPATTACH* attachment);

}  // namespace postroom::mapi
