// IMAPIFolder's operations on several messages: they go on past those that cannot be done, in commits of
// kMessagesAtOnce
// ("IMAPIFolder::CopyMessages", "DeleteMessages", "SetReadFlags", "EmptyFolder" in the Outlook MAPI
// reference; rows 52 to 56).
#pragma once

#include <span>

#include "mapi/object_state.h"

namespace postroom::mapi {

inline constexpr std::size_t kMessagesAtOnce = 250;

struct FolderWork {
  ObjectState& state;
  FolderId folder;
  ULONG_PTR window;
  LPMAPIPROGRESS progress;
  ULONG flags;
};

Answer copy_messages(const FolderWork& work, LPMAPIFOLDER folder, LPENTRYLIST list, LPVOID destination);
Answer delete_messages(const FolderWork& work, LPENTRYLIST list);
// Null list: all of the folder.
Answer set_read_flags(const FolderWork& work, LPENTRYLIST list);
// S_OK or MAPI_W_PARTIAL_COMPLETION: all of these kinds, those that can be undeleted, too, where they go for
// good.
Answer delete_all_messages(const FolderWork& work, std::span<const MessageKind> kinds, DeleteKind how);

// SetReadFlags and IMessage::SetReadFlag: what the flags ask for, or MAPI_E_INVALID_PARAMETER for those that
// do not go together.
enum class ReadChange { none, set, clear };
HRESULT read_change(ULONG flags, ReadChange& change);

}  // namespace postroom::mapi
