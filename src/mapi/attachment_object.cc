#include "mapi/attachment_object.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/message_object.h"
#include "mapi/message_saving.h"

namespace postroom::mapi {
namespace {

// What a message inside keeps alive; an attachment has one of them at a time that is written to (rule C35).
class AroundMessage {
 public:
  AroundMessage(IUnknown& attachment, ObjectState& state)
      : attachment_(Ref<IUnknown>::share(&attachment)), state_(state) {}
  ~AroundMessage() {
    if (has_begun_writing_) state_.end_writing(tag::attach_data_obj.id());
  }
  AroundMessage(const AroundMessage&) = delete;
  AroundMessage& operator=(const AroundMessage&) = delete;

  bool begin_writing() { return has_begun_writing_ = state_.begin_writing(tag::attach_data_obj.id()); }

 private:
  const Ref<IUnknown> attachment_;
  ObjectState& state_;
  bool has_begun_writing_ = false;
};

HRESULT give_attachment(Ref<AttachmentObject> made, LPCIID iid, LPATTACH* attachment) {
  LPUNKNOWN given = nullptr;
  const HRESULT result = give<IAttach>(std::move(made), iid, &given);
  *attachment = static_cast<LPATTACH>(given);
  return result;
}

}  // namespace

AttachmentObject::AttachmentObject(OpenMessage& message, Attachment value, bool is_new)
    : PropertyObject(message.state.shared_context(), message.state.lock()),
      owner_(Ref<IUnknown>::share(&message.object)),
      open_{state_, message, std::move(value), Writing::no, is_new},
      properties_(open_) {}

AttachmentObject::~AttachmentObject() {
  const std::lock_guard guard(*state_.lock());
  end_writing();
}

bool AttachmentObject::begin_writing() {
  has_begun_writing_ = open_.message.attachments.begin_writing(open_.value.record_key);
  if (has_begun_writing_) open_.writing = Writing::yes;
  return has_begun_writing_;
}

void AttachmentObject::end_writing() {
  if (has_begun_writing_) open_.message.attachments.end_writing(open_.value.record_key);
  has_begun_writing_ = false;
}

Answer AttachmentObject::save_changes(ULONG flags) {
  if (!open_.is_writable()) return MAPI_E_NO_ACCESS;
  Status saved = ok_status();
  // In a call of the message: one that has been closed takes nothing in.
  const HRESULT called = open_.message.state.call([&]() -> Answer {
    saved = save_attachment(open_);
    return S_OK;
  });
  if (called != S_OK) return called;
  TRY(std::move(saved));
  keep_open(state_, open_.writing, flags);
  if ((flags & KEEP_OPEN_READWRITE) == 0) end_writing();
  return S_OK;
}

HRESULT AttachmentObject::keep(std::shared_ptr<const MessageContent> content) {
  return state_.call([&]() -> Answer {
    if (!open_.is_writable()) return MAPI_E_NO_ACCESS;
    open_.value.properties.remove(tag::attach_data_obj);
    open_.value.embedded = std::move(content);
    open_.is_changed = true;
    return S_OK;
  });
}

Answer AttachmentObject::open_embedded(ULONG flags, LPUNKNOWN* object) {
  const bool modify = (flags & MAPI_MODIFY) != 0, create = (flags & MAPI_CREATE) != 0;
  if (create && !modify) return MAPI_E_INVALID_PARAMETER;
  if (modify && !open_.is_writable()) return MAPI_E_NO_ACCESS;
  const auto& inside = open_.value.embedded;
  if (!inside && !create) {
    return open_.value.properties.find(tag::attach_data_obj) ? MAPI_E_INTERFACE_NOT_SUPPORTED
                                                             : MAPI_E_NOT_FOUND;
  }
  TRY_SET(Message message, open_.message.message.embedded(create ? nullptr : inside));
  auto around = std::make_shared<AroundMessage>(*this, state_);
  if (modify && !around->begin_writing()) return MAPI_E_NO_ACCESS;
  const auto writing = modify ? Writing::yes : Writing::no;
  *object =
      make_object<MessageObject>(state_, std::move(message), writing, *this, std::move(around)).release();
  return S_OK;
}

Answer AttachmentObject::open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags,
                                       LPUNKNOWN* object) {
  if (tag.id() == tag::attach_data_obj.id()) {
    if (tag == tag::attach_data_obj && iid == IID_IMessage) return open_embedded(flags, object);
    // A message is no stream of bytes.
    if (open_.value.embedded && (flags & MAPI_CREATE) == 0) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  }
  return PropertyObject::open_property(tag, iid, options, flags, object);
}

Answer open_attachment(OpenMessage& message, ULONG number, LPCIID iid, ULONG flags, LPATTACH* attachment) {
  const Attachment* const there = find_attachment(message.message.content(), number);
  if (!there) return MAPI_E_NOT_FOUND;
  const bool modify = (flags & MAPI_MODIFY) != 0;
  const bool wants_to_write = modify || (flags & MAPI_BEST_ACCESS) != 0;
  auto opened = make_object<AttachmentObject>(message, *there, false);
  const bool writes = wants_to_write && message.is_writable() && opened->begin_writing();
  if (modify && !writes) return MAPI_E_NO_ACCESS;
  return give_attachment(std::move(opened), iid, attachment);
}

Answer create_attachment(OpenMessage& message, LPCIID iid, ULONG* number, LPATTACH* attachment) {
  if (!message.is_writable()) return MAPI_E_NO_ACCESS;
  Attachment value = new_attachment(message);
  const ULONG given = value.number;
  auto made = make_object<AttachmentObject>(message, std::move(value), true);
  made->begin_writing();
  if (number) *number = given;
  return give_attachment(std::move(made), iid, attachment);
}

}  // namespace postroom::mapi
