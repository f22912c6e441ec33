// The removal of a store. It is marked first, so that from then on nobody takes it for a store and nobody who
// has it open can save; then its engine deletes it, in as many steps as it takes. Interrupted between these,
// it is what answers Code::not_a_store, and can be removed like any other.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

// Whatever it is: whole, moved away, an unfinished copy, or marked before.
Status mark_removed(Transaction& transaction);

// Code::not_a_store if it is marked.
Status refuse_if_removed(View& view);

}  // namespace postroom::storage
