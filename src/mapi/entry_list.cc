#include "mapi/entry_list.h"

#include "base/try.h"

namespace postroom::mapi {
namespace {

Status check_list(LPENTRYLIST list) {
  if (!list || (list->cValues > 0 && !list->lpbin)) {
    return Error{Code::invalid_argument, "There is no list of entry IDs.", {}};
  }
  if (list->cValues > kMaxEntryList) {
    return Error{Code::too_big, "A list can have at most 1,000,000 entry IDs.", {}};
  }
  return ok_status();
}

HRESULT read_one(const StoreContext& context, const SBinary& entry, EntryId& id) {
  return read_entry_id_of(context, entry.cb, reinterpret_cast<LPENTRYID>(entry.lpb), id);
}

}  // namespace

Result<NamedMessages> read_messages(const StoreContext& context, LPENTRYLIST list) {
  TRY(check_list(list));
  NamedMessages named;
  named.ids.reserve(list->cValues);
  for (ULONG i = 0; i < list->cValues; ++i) {
    EntryId id;
    const bool read = read_one(context, list->lpbin[i], id) == S_OK;
    const auto* message = read ? std::get_if<MessageId>(&id.target) : nullptr;
    if (message) {
      named.ids.push_back(*message);
    } else {
      ++named.others;
    }
  }
  return named;
}

Answer read_folders(const StoreContext& context, LPENTRYLIST list, std::vector<FolderId>& ids) {
  TRY(check_list(list));
  for (ULONG i = 0; i < list->cValues; ++i) {
    EntryId id;
    if (const HRESULT read = read_one(context, list->lpbin[i], id); read != S_OK) return read;
    const auto* folder = std::get_if<FolderId>(&id.target);
    if (!folder) return MAPI_E_INVALID_ENTRYID;
    ids.push_back(*folder);
  }
  return S_OK;
}

}  // namespace postroom::mapi
