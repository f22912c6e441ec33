#include "mapi/copying_parts.h"

#include <mapi/mapitags.h>

#include "base/try.h"
#include "mapi/copying_folder.h"
#include "mapi/copying_recipients.h"
#include "mapi/message_object.h"

namespace postroom::mapi {
namespace {

template <class Interface>
Ref<Interface> as(LPUNKNOWN object, REFIID iid) {
  void* found = nullptr;
  if (object->QueryInterface(iid, &found) != S_OK) return nullptr;
  return Ref<Interface>::take(static_cast<Interface*>(found));
}

std::vector<ULONG> attachment_numbers(LPUNKNOWN message) {
  std::vector<ULONG> numbers;
  void* found = nullptr;
  if (message->QueryInterface(kMessageAccess, &found) != S_OK) return numbers;
  const Ref<IUnknown> keep = Ref<IUnknown>::take(message);
  for (const Attachment& attachment : static_cast<MessageAccess*>(found)->message().content().attachments) {
    numbers.push_back(attachment.number);
  }
  return numbers;
}

HRESULT copy_attachment(LPMESSAGE from, ULONG number, LPMESSAGE to) {
  LPATTACH opened = nullptr;
  if (const HRESULT result = from->OpenAttach(number, nullptr, 0, &opened); FAILED(result)) return result;
  const auto source = Ref<IAttach>::take(opened);
  ULONG made_number = 0;
  LPATTACH made = nullptr;
  if (const HRESULT result = to->CreateAttach(nullptr, 0, &made_number, &made); FAILED(result)) return result;
  const auto target = Ref<IAttach>::take(made);
  const HRESULT copied = source->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IAttachment, target.get(), 0, nullptr);
  if (FAILED(copied)) return copied;
  return target->SaveChanges(0);
}

HRESULT copy_attachments(LPUNKNOWN from, LPMAPIPROP to) {
  const auto source = as<IMessage>(from, IID_IMessage), target = as<IMessage>(to, IID_IMessage);
  if (!source || !target) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  for (const ULONG number : attachment_numbers(source.get())) {
    if (const HRESULT copied = copy_attachment(source.get(), number, target.get()); FAILED(copied)) return copied;
  }
  return S_OK;
}

// The same interface of the same property on both sides.
template <class Interface>
HRESULT open_both(LPMAPIPROP from, LPMAPIPROP to, REFIID iid, Ref<Interface>& source, Ref<Interface>& target) {
  LPUNKNOWN opened = nullptr;
  if (const HRESULT result = from->OpenProperty(PR_ATTACH_DATA_OBJ, &iid, 0, 0, &opened); FAILED(result)) return result;
  source = Ref<Interface>::take(static_cast<Interface*>(opened));
  opened = nullptr;
  const HRESULT result = to->OpenProperty(PR_ATTACH_DATA_OBJ, &iid, 0, MAPI_CREATE | MAPI_MODIFY, &opened);
  if (FAILED(result)) return result;
  target = Ref<Interface>::take(static_cast<Interface*>(opened));
  return S_OK;
}

HRESULT copy_embedded(LPMAPIPROP from, LPMAPIPROP to) {
  Ref<IMessage> source, target;
  const HRESULT opened = open_both(from, to, IID_IMessage, source, target);
  if (FAILED(opened)) return opened;
  const HRESULT copied = source->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, target.get(), 0, nullptr);
  return FAILED(copied) ? copied : target->SaveChanges(0);
}

HRESULT copy_ole(LPMAPIPROP from, LPMAPIPROP to) {
  Ref<IStream> source, target;
  const HRESULT opened = open_both(from, to, IID_IStream, source, target);
  if (FAILED(opened)) return opened;
  ULARGE_INTEGER all{};
  all.QuadPart = 0x7FFFFFFF;
  const HRESULT copied = source->CopyTo(target.get(), all, nullptr, nullptr);
  return FAILED(copied) ? copied : target->Commit(0);
}

}  // namespace

Answer copy_part(const CopySource& source, PropertyTag part, LPMAPIPROP to, const CopyTarget& target) {
  const auto is = [&](ULONG tag) { return part.id() == PROP_ID(tag); };
  if (is(PR_MESSAGE_RECIPIENTS)) return copy_recipients(source, to);
  if (is(PR_MESSAGE_ATTACHMENTS)) return copy_attachments(source.object, to);
  if (is(PR_ATTACH_DATA_OBJ)) {
    const HRESULT copied = copy_embedded(source.object, to);
    return copied == MAPI_E_INTERFACE_NOT_SUPPORTED ? copy_ole(source.object, to) : copied;
  }
  const auto folder = as<IMAPIFolder>(source.object, IID_IMAPIFolder), other = as<IMAPIFolder>(to, IID_IMAPIFolder);
  if (!folder || !other) return S_OK;  // a target of another kind has no place for what a folder holds
  if (is(PR_CONTAINER_HIERARCHY)) return copy_subfolders(source.state.memory(), *folder, *other, target);
  return copy_contents(source.state.memory(), *folder, *other, is(PR_FOLDER_ASSOCIATED_CONTENTS), target);
}

}  // namespace postroom::mapi
