#include "mapi/copying_parts.h"

#include <mapi/mapitags.h>

#include "base/try.h"
#include "mapi/copying_folder.h"
#include "mapi/copying_recipients.h"
#include "mapi/copying_whole.h"
#include "mapi/message_object.h"

namespace postroom::mapi {
namespace {

template <class Interface>
Ref<Interface> as(LPUNKNOWN object, REFIID iid) {
  void* found = nullptr;
  if (object->QueryInterface(iid, &found) != S_OK) return nullptr;
  return Ref<Interface>::take(static_cast<Interface*>(found));
}

// The message that has the part, which the caller's reference keeps. Null for what is none.
Message* message_of(const CopySource& source) {
  void* found = nullptr;
  if (source.object->QueryInterface(kMessageAccess, &found) != S_OK) return nullptr;
  source.object->Release();
  return &static_cast<MessageAccess*>(found)->message();
}

HRESULT take_attachments(const CopySource& source, const Message& message, TakenPart& taken) {
  const auto object = as<IMessage>(source.object, IID_IMessage);
  for (const Attachment& attachment : message.content().attachments) {
    LPATTACH opened = nullptr;
    if (const HRESULT result = object->OpenAttach(attachment.number, nullptr, 0, &opened); FAILED(result))
      return result;
    taken.attachments.push_back(Ref<IAttach>::take(opened));
    taken.record_keys.push_back(attachment.record_key);
  }
  return S_OK;
}

template <class Interface>
HRESULT open_data(LPMAPIPROP object, REFIID iid, ULONG flags, Ref<Interface>& data) {
  LPUNKNOWN opened = nullptr;
  if (const HRESULT result = object->OpenProperty(PR_ATTACH_DATA_OBJ, &iid, 0, flags, &opened);
      FAILED(result)) {
    return result;
  }
  data = Ref<Interface>::take(static_cast<Interface*>(opened));
  return S_OK;
}

HRESULT copy_attachment(const Memory& memory, IAttach& from, LPMESSAGE to) {
  ULONG number = 0;
  LPATTACH made = nullptr;
  if (const HRESULT result = to->CreateAttach(nullptr, 0, &number, &made); FAILED(result)) return result;
  const auto target = Ref<IAttach>::take(made);
  const HRESULT copied = copy_whole(memory, from, nullptr, IID_IAttachment, target.get());
  if (FAILED(copied)) return copied;
  return worse(target->SaveChanges(0), copied);
}

HRESULT copy_attachments(const Memory& memory, const TakenPart& taken, LPMAPIPROP to) {
  const auto target = as<IMessage>(to, IID_IMessage);
  if (!target) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  HRESULT all = S_OK;
  for (const Ref<IAttach>& attachment : taken.attachments) {
    all = worse(copy_attachment(memory, *attachment, target.get()), all);
    if (FAILED(all)) return all;
  }
  return all;
}

HRESULT copy_embedded(const Memory& memory, IMessage& from, LPMAPIPROP to) {
  Ref<IMessage> target;
  const HRESULT opened = open_data(to, IID_IMessage, MAPI_CREATE | MAPI_MODIFY, target);
  if (FAILED(opened)) return opened;
  const HRESULT copied = copy_whole(memory, from, nullptr, IID_IMessage, target.get());
  return FAILED(copied) ? copied : worse(target->SaveChanges(0), copied);
}

HRESULT copy_ole(IStream& from, LPMAPIPROP to) {
  Ref<IStream> target;
  const HRESULT opened = open_data(to, IID_IStream, MAPI_CREATE | MAPI_MODIFY, target);
  return FAILED(opened) ? opened : copy_bytes(from, *target);
}

bool is(PropertyTag part, ULONG tag) { return part.id() == PROP_ID(tag); }

Answer copy_from_folder(const CopySource& source, PropertyTag part, LPMAPIPROP to, const CopyTarget& target) {
  const auto folder = as<IMAPIFolder>(source.object, IID_IMAPIFolder),
             other = as<IMAPIFolder>(to, IID_IMAPIFolder);
  if (!folder || !other) return S_OK;  // a target of another kind has no place for what a folder holds
  const Memory& memory = source.state.memory();
  if (is(part, PR_CONTAINER_HIERARCHY)) return copy_subfolders(memory, *folder, *other, target);
  return copy_contents(memory, *folder, *other, is(part, PR_FOLDER_ASSOCIATED_CONTENTS), target);
}

Status remove_attachments(Message& message, std::span<const Guid> record_keys) {
  for (const Guid& key : record_keys) {
    const Attachment* const there = find_attachment(message.content(), key);
    if (there) TRY(message.remove_attachment(there->number));
  }
  return ok_status();
}

}  // namespace

HRESULT take_part(const CopySource& source, PropertyTag tag, TakenPart& taken) {
  taken.tag = tag;
  if (is(tag, PR_ATTACH_DATA_OBJ)) {
    const HRESULT opened = open_data(source.object, IID_IMessage, 0, taken.embedded);
    return opened == MAPI_E_INTERFACE_NOT_SUPPORTED ? open_data(source.object, IID_IStream, 0, taken.ole)
                                                    : opened;
  }
  const Message* const message = message_of(source);
  if (!message) return S_OK;
  if (is(tag, PR_MESSAGE_ATTACHMENTS)) return take_attachments(source, *message, taken);
  taken.recipients = message->content().recipients;
  return S_OK;
}

Answer copy_part(const CopySource& source, const TakenPart& taken, LPMAPIPROP to, const CopyTarget& target) {
  const Memory& memory = source.state.memory();
  if (is(taken.tag, PR_MESSAGE_RECIPIENTS)) return copy_recipients(source.state, taken.recipients, to);
  if (is(taken.tag, PR_MESSAGE_ATTACHMENTS)) return copy_attachments(memory, taken, to);
  if (taken.embedded) return copy_embedded(memory, *taken.embedded, to);
  if (taken.ole) return copy_ole(*taken.ole, to);
  return copy_from_folder(source, taken.tag, to, target);
}

Status remove_part(const CopySource& source, const TakenPart& taken) {
  if (taken.embedded || taken.ole) {
    const PropertyTag data[] = {taken.tag};
    TRY(source.properties.remove(data));
    return ok_status();
  }
  Message* const message = message_of(source);
  if (!message) return ok_status();
  if (is(taken.tag, PR_MESSAGE_ATTACHMENTS)) return remove_attachments(*message, taken.record_keys);
  if (message->content().recipients != taken.recipients) return ok_status();
  return message->set_recipients({});
}

}  // namespace postroom::mapi
