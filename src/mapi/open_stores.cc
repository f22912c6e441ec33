#include "mapi/open_stores.h"

#include "mapi/store_object.h"

namespace postroom::mapi {

void OpenStores::add(const StoreEntryId& id, StoreObject& store) {
  const std::lock_guard guard(mutex_);
  entries_.push_back({id, &store});
}

void OpenStores::remove(const StoreObject& store) {
  const std::lock_guard guard(mutex_);
  std::erase_if(entries_, [&](const Entry& entry) { return entry.store == &store; });
}

Ref<StoreObject> OpenStores::find(const StoreEntryId& id) {
  const std::lock_guard guard(mutex_);
  for (const Entry& entry : entries_) {
    if (is_same_store(entry.id, id) && entry.store->is_open() && entry.store->add_ref_unless_gone()) {
      return Ref<StoreObject>::take(entry.store);
    }
  }
  return nullptr;
}

}  // namespace postroom::mapi
