#include "mapiutil/notification_pieces.h"

#include "mapiutil/value_pieces.h"

namespace postroom::mapiutil {
namespace {

SCODE move_entry_id(ULONG bytes, LPENTRYID& id, PieceMover& mover) {
  auto* as_bytes = reinterpret_cast<BYTE*>(id);
  const SCODE result = move_array(as_bytes, bytes, mover);
  if (result == S_OK) id = reinterpret_cast<LPENTRYID>(as_bytes);
  return result;
}

// Text whose width the flags of its structure tell. May be null.
SCODE move_text_of(ULONG flags, LPTSTR& text, PieceMover& mover) {
  if (!text) return S_OK;
  if (flags & MAPI_UNICODE) {
    auto* wide = reinterpret_cast<wchar_t*>(text);
    const SCODE result = move_text(wide, mover);
    if (result == S_OK) text = reinterpret_cast<LPTSTR>(wide);
    return result;
  }
  auto* narrow = reinterpret_cast<char*>(text);
  const SCODE result = move_text(narrow, mover);
  if (result == S_OK) text = reinterpret_cast<LPTSTR>(narrow);
  return result;
}

SCODE move_properties(ULONG count, LPSPropValue& properties, PieceMover& mover) {
  if (count > kMaxProperties) return MAPI_E_INVALID_PARAMETER;
  LPSPropValue readable = nullptr;
  const SCODE result = move_array(properties, count, mover, &readable);
  return result == S_OK
             ? move_elements(readable, readable ? count : 0, mover,
                             [](SPropValue& value, PieceMover& each) { return move_pieces(value, each); })
             : result;
}

SCODE move_error(ERROR_NOTIFICATION& event, PieceMover& mover) {
  const SCODE result = move_entry_id(event.cbEntryID, event.lpEntryID, mover);
  if (result != S_OK || !event.lpMAPIError) return result;
  MAPIERROR* readable = nullptr;
  const SCODE moved = move_one(event.lpMAPIError, mover, &readable);
  if (moved != S_OK) return moved;
  return move_elements(readable, 1, mover, [&event](MAPIERROR& error, PieceMover& each) {
    const SCODE text = move_text_of(event.ulFlags, error.lpszError, each);
    return text == S_OK ? move_text_of(event.ulFlags, error.lpszComponent, each) : text;
  });
}

SCODE move_new_mail(NEWMAIL_NOTIFICATION& event, PieceMover& mover) {
  SCODE result = move_entry_id(event.cbEntryID, event.lpEntryID, mover);
  if (result == S_OK) result = move_entry_id(event.cbParentID, event.lpParentID, mover);
  return result == S_OK ? move_text_of(event.ulFlags, event.lpszMessageClass, mover) : result;
}

SCODE move_tags(LPSPropTagArray& tags, PieceMover& mover) {
  if (!tags) return S_OK;
  const auto* readable = static_cast<SPropTagArray*>(mover.locate(tags));
  if (!readable || readable->cValues > kMaxProperties) return MAPI_E_INVALID_PARAMETER;
  auto* as_bytes = reinterpret_cast<BYTE*>(tags);
  const SCODE result = move_array(as_bytes, CbNewSPropTagArray(readable->cValues), mover);
  if (result == S_OK) tags = reinterpret_cast<LPSPropTagArray>(as_bytes);
  return result;
}

SCODE move_object(OBJECT_NOTIFICATION& event, PieceMover& mover) {
  SCODE result = move_entry_id(event.cbEntryID, event.lpEntryID, mover);
  if (result == S_OK) result = move_entry_id(event.cbParentID, event.lpParentID, mover);
  if (result == S_OK) result = move_entry_id(event.cbOldID, event.lpOldID, mover);
  if (result == S_OK) result = move_entry_id(event.cbOldParentID, event.lpOldParentID, mover);
  return result == S_OK ? move_tags(event.lpPropTagArray, mover) : result;
}

SCODE move_table(TABLE_NOTIFICATION& event, PieceMover& mover) {
  SCODE result = move_pieces(event.propIndex, mover);
  if (result == S_OK) result = move_pieces(event.propPrior, mover);
  return result == S_OK ? move_properties(event.row.cValues, event.row.lpProps, mover) : result;
}

SCODE move_status(STATUS_OBJECT_NOTIFICATION& event, PieceMover& mover) {
  const SCODE result = move_entry_id(event.cbEntryID, event.lpEntryID, mover);
  return result == S_OK ? move_properties(event.cValues, event.lpPropVals, mover) : result;
}

}  // namespace

SCODE move_pieces(NOTIFICATION& notification, PieceMover& mover) {
  auto& info = notification.info;
  switch (notification.ulEventType) {
    case fnevCriticalError:
      return move_error(info.err, mover);
    case fnevNewMail:
      return move_new_mail(info.newmail, mover);
    case fnevObjectCreated:
    case fnevObjectDeleted:
    case fnevObjectModified:
    case fnevObjectMoved:
    case fnevObjectCopied:
    case fnevSearchComplete:
      return move_object(info.obj, mover);
    case fnevTableModified:
      return move_table(info.tab, mover);
    case fnevStatusObjectModified:
      return move_status(info.statobj, mover);
    case fnevExtended:
      return move_array(info.ext.pbEventParameters, info.ext.cb, mover);
    default:
      return MAPI_E_INVALID_TYPE;
  }
}

}  // namespace postroom::mapiutil
