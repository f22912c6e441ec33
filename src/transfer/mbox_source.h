// Messages as one mbox, read piece by piece: what export_mbox() writes, for whoever pulls.
#pragma once

#include <postroom/store.h>

#include <memory>
#include <vector>

namespace postroom::transfer {

// In the order given. Of messages that have gone, or may no longer be read, when their turn comes nothing is
// there. One message is held at a time, a large one in a temporary file.
Result<std::shared_ptr<Source>> mbox_source(Store store, Session session, std::vector<MessageId> ids);

}  // namespace postroom::transfer
