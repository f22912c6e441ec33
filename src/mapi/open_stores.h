// The stores that one provider object has open, so that logging on to one of them again gives the same object
// ("IMSProvider::Logon" in the Outlook MAPI reference; row 22). Thread-safe.
#pragma once

#include <mutex>
#include <vector>

#include "mapi/ref.h"
#include "mapi/store_entry_id.h"

namespace postroom::mapi {

class StoreObject;

class OpenStores {
 public:
  void add(const StoreEntryId& id, StoreObject& store);
  void remove(const StoreObject& store);
  // Null if it is not open, or about to end.
  Ref<StoreObject> find(const StoreEntryId& id);

 private:
  struct Entry {
    StoreEntryId id;
    StoreObject* store;  // which removes itself before it ends
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace postroom::mapi
