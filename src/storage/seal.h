// A store that has moved elsewhere is sealed: who still has it open can read, and every commit is refused.
// The mark is in the counters, which each commit reads in any case, so that looking for it costs nothing.
#pragma once

#include "storage/engine.h"

namespace postroom::storage {

bool is_sealed(const Counters& counters);
Counters sealed(Counters counters);  // of those of a store that is not
Counters unsealed(
    Counters counters);  // the same numbers as before; does nothing to those of a store that is not

// Code::read_only.
Error sealed_error();

}  // namespace postroom::storage
