#include <mapi/mapicode.h>

#include "base/try.h"
#include "mapi/entry_ids.h"
#include "mapi/objects.h"

namespace postroom::mapi {
namespace {

constexpr FolderRights kWritingRights =
    FolderRights::create | FolderRights::edit_own | FolderRights::delete_own | FolderRights::edit_all |
    FolderRights::delete_all | FolderRights::create_subfolder | FolderRights::owner;

// Whether there is anything that the session may change there; what exactly, the store says with every
// change.
Result<bool> may_change(StoreContext& context, FolderId id) {
  if (!context.is_writable()) return false;
  TRY_SET(const FolderRights rights, context.store().effective_rights(context.session(), id));
  return (rights & kWritingRights) != FolderRights::none;
}

Answer open_folder(const SharedContext& context, FolderId id, LPCIID iid, ULONG flags, LPUNKNOWN* object) {
  TRY(context->store().folder(context->session(), id));
  Writing writing = Writing::no;
  if ((flags & (MAPI_MODIFY | MAPI_BEST_ACCESS)) != 0) {
    TRY_SET(const bool may, may_change(*context, id));
    if (!may && (flags & MAPI_BEST_ACCESS) == 0) return MAPI_E_NO_ACCESS;
    writing = may ? Writing::yes : Writing::no;
  }
  return give(make_folder(context, id, writing), iid, object);
}

Access access_of(ULONG flags) {
  if ((flags & MAPI_BEST_ACCESS) != 0) return Access::best;
  return (flags & MAPI_MODIFY) != 0 ? Access::read_write : Access::read_only;
}

Answer open_stored_message(const SharedContext& context, MessageId id, LPCIID iid, ULONG flags,
                           LPUNKNOWN* object) {
  const bool deleted_too = (flags & SHOW_SOFT_DELETES) != 0;
  TRY_SET(Message message,
          context->store().open_message(context->session(), id, access_of(flags), deleted_too));
  return give(make_message(context, std::move(message)), iid, object);
}

}  // namespace

// Errors are never put off, so MAPI_DEFERRED_ERRORS changes nothing, and there is no cache that MAPI_NO_CACHE
// passes by.
Answer open_entry(const SharedContext& context, ULONG size, LPENTRYID id, LPCIID iid, ULONG flags,
                  ULONG* type, LPUNKNOWN* object) {
  if (!object) return MAPI_E_INVALID_PARAMETER;
  *object = nullptr;
  if (type) *type = 0;
  EntryId named = context->entry_id(context->store().special(SpecialFolder::root));
  if (id) {
    if (const HRESULT read = read_entry_id_of(*context, size, id, named); read != S_OK) return read;
  }
  if (const auto* folder = std::get_if<FolderId>(&named.target)) {
    TRY_SET(const HRESULT opened, open_folder(context, *folder, iid, flags, object));
    if (type && opened == S_OK) *type = MAPI_FOLDER;
    return opened;
  }
  const auto* message = std::get_if<MessageId>(&named.target);
  if (!message) return MAPI_E_UNKNOWN_ENTRYID;  // the store itself, which is opened through the session
  TRY_SET(const HRESULT opened, open_stored_message(context, *message, iid, flags, object));
  if (type && opened == S_OK) *type = MAPI_MESSAGE;
  return opened;
}

}  // namespace postroom::mapi
