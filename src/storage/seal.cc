#include "storage/seal.h"

#include "storage/store_keys.h"

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

Error sealed_error(View& view) {
  const auto removed = view.setting(kRemovedKey);
  if (removed.ok() && *removed) {
    return {Code::read_only, "This store is being removed and takes no more changes.", {}};
  }
  const auto place = view.setting(kMovedKey);
  const std::string where = place.ok() && *place ? **place : "another place";
  return {Code::read_only,
          "This store has moved to " + where + " and takes no more changes here; open it there.",
          {}};
}

}  // namespace postroom::storage
