// The entry IDs of several messages or folders (ENTRYLIST).
#pragma once

#include <vector>

#include "mapi/entry_ids.h"
#include "mapi/hresult.h"

namespace postroom::mapi {

inline constexpr ULONG kMaxEntryList = 1'000'000;

// What a list names in this store. What names something else, or nothing, is counted: it is as what is not
// there.
struct NamedMessages {
  std::vector<MessageId> ids;  // in the order given
  std::size_t others = 0;
};
// Code::invalid_argument for null pointers, too_big past kMaxEntryList.
Result<NamedMessages> read_messages(const StoreContext& context, LPENTRYLIST list);
// Of folders, all of them must be folders of this store: MAPI_E_UNKNOWN_ENTRYID or INVALID_ENTRYID otherwise.
Answer read_folders(const StoreContext& context, LPENTRYLIST list, std::vector<FolderId>& ids);

}  // namespace postroom::mapi
