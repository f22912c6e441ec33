#include "storage/copy_identity.h"

#include "base/try.h"
#include "storage/store_keys.h"

namespace postroom::storage {

Result<StoreIdentity> read_identity(View& view) {
  StoreIdentity identity;
  TRY_SET(const auto guid, view.setting(kGuidKey));
  identity.guid = guid.value_or("");
  TRY_SET(identity.made, view.setting(kMadeKey));
  TRY_SET(identity.moved, view.setting(kMovedKey));
  TRY_SET(identity.copy_of, view.setting(kCopyOfKey));
  TRY_SET(identity.removed, view.setting(kRemovedKey));
  TRY_SET(identity.counters, view.counters());
  TRY_SET(const auto settings, view.settings("", 1));
  identity.is_empty = settings.empty() && identity.counters == Counters{};
  return identity;
}

Result<StoreIdentity> read_identity(Engine& engine) {
  TRY_SET(const auto view, engine.view());
  return read_identity(*view);
}

Error moved_error(const std::string& place) {
  return {Code::not_found,
          "This store has moved to " + place +
              "; open it there, or if it is lost there, take the move back with “postroom reopen”.",
          {}};
}

}  // namespace postroom::storage
