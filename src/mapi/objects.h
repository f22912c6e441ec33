// The objects of an open store, each made by the file of its name.
#pragma once

#include <mapi/mapidefs.h>

#include <span>

#include "mapi/object_state.h"
#include "mapi/ref.h"

namespace postroom::mapi {

using SharedContext = std::shared_ptr<StoreContext>;
enum class Writing { no, yes };

// folder_object.cc. The folder is there and the session sees it.
Ref<IMAPIFolder> make_folder(SharedContext context, FolderId id, Writing writing);

// message_object.cc. One that is stored, or new.
Ref<IMessage> make_message(SharedContext context, Message message);

// table_object.cc. Columns of the whole store (PR_STORE_ENTRYID, PR_STORE_SUPPORT_MASK, PR_MAPPING_SIGNATURE)
// are answered as the objects answer them. `width`: of texts in columns that are asked for without a type.
enum class TableKind { contents, hierarchy, recipients, attachments, receive_folders };
// `of_rows`: what some of its rows have, which QueryColumns then lists, too.
Ref<IMAPITable> make_table(SharedContext context, Table table, TableKind kind, ULONG flags,
                           std::span<const PropertyTag> of_rows = {});

// status_object.cc
Ref<IMAPIStatus> make_status(SharedContext context);

// open_entry.cc: OpenEntry of store, logon and folder. Null entry ID: the root folder. Flags MAPI_MODIFY,
// MAPI_BEST_ACCESS, MAPI_DEFERRED_ERRORS, MAPI_NO_CACHE, SHOW_SOFT_DELETES (rules C30 to C34).
Answer open_entry(const SharedContext& context, ULONG size, LPENTRYID id, LPCIID iid, ULONG flags,
                  ULONG* type, LPUNKNOWN* object);

// The object under `iid` (null: its own), which is then the caller's; MAPI_E_INTERFACE_NOT_SUPPORTED.
template <class T>
HRESULT give(Ref<T> object, LPCIID iid, LPUNKNOWN* out) {
  if (!iid) {
    *out = object.release();
    return S_OK;
  }
  void* found = nullptr;
  if (object->QueryInterface(*iid, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  *out = static_cast<LPUNKNOWN>(found);
  return S_OK;
}

}  // namespace postroom::mapi
