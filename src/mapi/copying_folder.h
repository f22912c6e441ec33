// What a folder holds, copied with it (IMAPIProp::CopyTo on a folder).
#pragma once

#include "mapi/copying.h"

namespace postroom::mapi {

Answer copy_contents(const Memory& memory, IMAPIFolder& from, IMAPIFolder& to, bool associated,
                     const CopyTarget& target);
Answer copy_subfolders(const Memory& memory, IMAPIFolder& from, IMAPIFolder& to, const CopyTarget& target);

}  // namespace postroom::mapi
