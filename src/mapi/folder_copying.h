// A folder into a folder of another store, through that folder's interface.
#pragma once

#include "mapi/folder_messages.h"

namespace postroom::mapi {

// With its properties, messages of both kinds, and with COPY_SUBFOLDERS or FOLDER_MOVE the folders in it,
// search folders excepted, whose criteria name folders of this store. MAPI_W_PARTIAL_COMPLETION where
// something could not be copied.
Answer copy_folder_to(const FolderWork& work, const FolderInfo& folder, const std::string& name,
                      LPMAPIFOLDER destination);

}  // namespace postroom::mapi
