// The members of a search folder, for contents tables.
#pragma once

#include "store/message_set.h"

namespace postroom::store {

std::shared_ptr<MessageSet> search_messages(std::shared_ptr<Core> core, const Session& session,
                                            FolderId folder);

}  // namespace postroom::store
