#include "mapi/notification_batch.h"

#include <algorithm>

namespace postroom::mapi {
namespace {

ULONG object_type(const ObjectId& object) {
  if (std::holds_alternative<MessageId>(object)) return MAPI_MESSAGE;
  return std::holds_alternative<FolderId>(object) ? MAPI_FOLDER : MAPI_STORE;
}

Bytes copy(ULONG size, LPENTRYID id) {
  if (!id || size > kMaxNewMailEntryId) return {};
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(id);
  return {bytes, bytes + size};
}

void point(Bytes& bytes, ULONG& size, LPENTRYID& id) {
  if (bytes.empty()) return;
  size = static_cast<ULONG>(bytes.size());
  id = reinterpret_cast<LPENTRYID>(bytes.data());
}

template <class Character>
std::vector<Character> copy_text(const Character* text) {
  const Character* end = text;
  while (end < text + kMaxNewMailClass && *end != 0) ++end;
  std::vector<Character> made(text, end);
  made.push_back(0);
  return made;
}

}  // namespace

void ObjectBatch::point_to(const ObjectId& object, ULONG& size, LPENTRYID& id) {
  point(entry_ids_.emplace_back(encode(EntryId{store_, object})), size, id);
}

void ObjectBatch::add(const ObjectChange& change) {
  NOTIFICATION made{};
  made.ulEventType = change.event_type;
  OBJECT_NOTIFICATION& object = made.info.obj;
  object = {};
  object.ulObjType = object_type(change.object);
  point_to(change.object, object.cbEntryID, object.lpEntryID);
  if (change.parent) point_to(*change.parent, object.cbParentID, object.lpParentID);
  if (change.old_object) point_to(*change.old_object, object.cbOldID, object.lpOldID);
  if (change.old_parent) point_to(*change.old_parent, object.cbOldParentID, object.lpOldParentID);
  notifications_.push_back(made);
}

NewMailBatch::NewMailBatch(const NEWMAIL_NOTIFICATION& mail)
    : message_(copy(mail.cbEntryID, mail.lpEntryID)), folder_(copy(mail.cbParentID, mail.lpParentID)) {
  notification_.ulEventType = fnevNewMail;
  NEWMAIL_NOTIFICATION& made = notification_.info.newmail;
  made = {};
  point(message_, made.cbEntryID, made.lpEntryID);
  point(folder_, made.cbParentID, made.lpParentID);
  made.ulFlags = mail.ulFlags & MAPI_UNICODE;
  made.ulMessageFlags = mail.ulMessageFlags;
  if (!mail.lpszMessageClass) return;
  if (made.ulFlags != 0) {
    wide_class_ = copy_text(reinterpret_cast<const wchar_t*>(mail.lpszMessageClass));
    made.lpszMessageClass = reinterpret_cast<LPTSTR>(wide_class_.data());
  } else {
    narrow_class_ = copy_text(reinterpret_cast<const char*>(mail.lpszMessageClass));
    made.lpszMessageClass = reinterpret_cast<LPTSTR>(narrow_class_.data());
  }
}

}  // namespace postroom::mapi
