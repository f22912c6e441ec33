// A store that has moved elsewhere, or is being removed, is sealed: who still has it open can read, and every
// commit is refused.
// The mark is in the counters, which each commit reads in any case, so that looking for it costs nothing.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

bool is_sealed(const Counters& counters);
Counters sealed(Counters counters);  // of those of a store that is not
Counters unsealed(
    Counters counters);  // the same numbers as before; does nothing to those of a store that is not

// Code::read_only, and where the store is now as far as it says so.
Error sealed_error(View& view);

}  // namespace postroom::storage
