// IMAPIFolder's operations on the folders in it ("IMAPIFolder::CreateFolder", "CopyFolder", "DeleteFolder",
// "EmptyFolder" in the Outlook MAPI reference; rows 49 to 52).
#pragma once

#include "mapi/folder_messages.h"
#include "mapi/objects.h"

namespace postroom::mapi {

struct NewFolder {
  ULONG type;
  LPTSTR name;
  LPTSTR comment;
};
// MAPI_E_COLLISION, unless OPEN_IF_EXISTS opens what is there.
Answer create_folder(const FolderWork& work, const NewFolder& wanted, FolderId& made);

struct FolderCopy {
  ULONG size;
  LPENTRYID id;
  LPVOID destination;
  LPTSTR name;  // null: as it is
};
Answer copy_folder(const FolderWork& work, const FolderCopy& copy);
Answer delete_folder(const FolderWork& work, ULONG size, LPENTRYID id);
Answer empty_folder(const FolderWork& work);

}  // namespace postroom::mapi
