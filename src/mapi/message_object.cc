#include "mapi/message_object.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/attachment_object.h"
#include "mapi/message_saving.h"
#include "mapi/progress.h"
#include "mapi/read_flag.h"
#include "mapi/recipients.h"

namespace postroom::mapi {

MessageObject::MessageObject(SharedContext context, Message message)
    : PropertyObject(std::move(context)),
      open_{state_, *this, std::move(message), Writing::yes},
      properties_(open_) {}

MessageObject::MessageObject(const ObjectState& outer, Message message, Writing writing,
                             MessageHolder& holder, std::shared_ptr<void> around)
    : PropertyObject(outer.shared_context(), outer.lock()),
      around_(std::move(around)),
      open_{state_, *this, std::move(message), writing, &holder},
      properties_(open_) {}

Ref<IMessage> make_message(SharedContext context, Message message) {
  return make_object<MessageObject>(std::move(context), std::move(message));
}

HRESULT MessageObject::query_other(REFIID iid, LPVOID* object) {
  if (iid != kMessageAccess) return E_NOINTERFACE;
  AddRef();
  *object = static_cast<MessageAccess*>(this);
  return S_OK;
}

Answer MessageObject::save_changes(ULONG flags) { return save_message(open_, flags); }

Answer MessageObject::open_recipients(ULONG flags, LPMAPITABLE* table) {
  const std::vector<PropertyTag> of_rows = recipient_columns(open_.message.content().recipients);
  *table = make_table(state_.shared_context(), open_.message.recipient_table(), TableKind::recipients, flags,
                      of_rows)
               .release();
  return S_OK;
}

Answer MessageObject::open_attachments(ULONG flags, LPMAPITABLE* table) {
  *table =
      make_table(state_.shared_context(), open_.message.attachment_table(), TableKind::attachments, flags)
          .release();
  return S_OK;
}

Answer MessageObject::open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags,
                                    LPUNKNOWN* object) {
  const bool is_recipients = tag.id() == tag::message_recipients.id();
  if (!is_recipients && tag.id() != tag::message_attachments.id()) {
    return PropertyObject::open_property(tag, iid, options, flags, object);
  }
  if (iid != IID_IMAPITable) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  LPMAPITABLE table = nullptr;
  TRY_SET(const HRESULT opened, is_recipients ? open_recipients(options | flags, &table)
                                              : open_attachments(options | flags, &table));
  *object = table;
  return opened;
}

HRESULT MessageObject::GetAttachmentTable(ULONG flags, LPMAPITABLE* table) {
  return state_.call([&]() -> Answer {
    if (!table) return MAPI_E_INVALID_PARAMETER;
    *table = nullptr;
    return open_attachments(flags, table);
  });
}

HRESULT MessageObject::GetRecipientTable(ULONG flags, LPMAPITABLE* table) {
  return state_.call([&]() -> Answer {
    if (!table) return MAPI_E_INVALID_PARAMETER;
    *table = nullptr;
    return open_recipients(flags, table);
  });
}

HRESULT MessageObject::OpenAttach(ULONG number, LPCIID iid, ULONG flags, LPATTACH* attachment) {
  return state_.call([&]() -> Answer {
    if (!attachment) return MAPI_E_INVALID_PARAMETER;
    *attachment = nullptr;
    return open_attachment(open_, number, iid, flags, attachment);
  });
}

HRESULT MessageObject::CreateAttach(LPCIID iid, ULONG, ULONG* number, LPATTACH* attachment) {
  return state_.call([&]() -> Answer {
    if (!attachment) return MAPI_E_INVALID_PARAMETER;
    *attachment = nullptr;
    return create_attachment(open_, iid, number, attachment);
  });
}

HRESULT MessageObject::DeleteAttach(ULONG number, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (!open_.is_writable()) return MAPI_E_NO_ACCESS;
    const bool shows = (flags & ATTACH_DIALOG) != 0;
    ProgressReport report(shows ? progress : nullptr, shows, window, state_.context().support());
    report.set_total(1);
    TRY(open_.message.remove_attachment(number));
    report.step(1);
    return S_OK;
  });
}

HRESULT MessageObject::ModifyRecipients(ULONG flags, LPADRLIST list) {
  return state_.call([&] { return modify_recipients(open_, flags, list); });
}

// The outgoing queue is not in this release; the store's support mask says so.
HRESULT MessageObject::SubmitMessage(ULONG) {
  return state_.call([]() -> Answer { return MAPI_E_NO_SUPPORT; });
}

HRESULT MessageObject::SetReadFlag(ULONG flags) {
  return state_.call([&] { return set_read_flag(open_, flags); });
}

}  // namespace postroom::mapi
