// A conflict as the host's sink is shown it.
#pragma once

#include <postroom/conflict.h>

#include "mapi/memory.h"
#include "mapi/store_context.h"

namespace postroom::mapi {

class ConflictStructure {
 public:
  ConflictStructure(const StoreContext& context, const Conflict& conflict, LPMESSAGE theirs);
  LPPOSTROOM_CONFLICT get() const { return block_.as<POSTROOM_CONFLICT>(); }

 private:
  Block block_;  // with all that it points to
};

}  // namespace postroom::mapi
