#include "storage/seal.h"

namespace postroom::storage {

// last_id -> -1 - last_id and back, so that 0 has a sealed form too.
bool is_sealed(const Counters& counters) { return counters.last_id < 0; }

Counters sealed(Counters counters) {
  if (!is_sealed(counters)) counters.last_id = -1 - counters.last_id;
  return counters;
}

Counters unsealed(Counters counters) {
  if (is_sealed(counters)) counters.last_id = -1 - counters.last_id;
  return counters;
}

Error sealed_error() {
  return {Code::read_only,
          "This store has moved to another place and takes no more changes here; open it there.",
          {}};
}

}  // namespace postroom::storage
