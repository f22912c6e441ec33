#include "storage/removal.h"

#include "base/try.h"
#include "storage/seal.h"
#include "storage/store_keys.h"

namespace postroom::storage {

Status mark_removed(Transaction& transaction) {
  TRY_SET(const Counters counters, transaction.counters());
  for (const char* key : {kMadeKey, kMovedKey, kCopyOfKey, kCopyRunKey}) {
    TRY(transaction.remove_setting(key));
  }
  TRY(transaction.put_setting(kRemovedKey, "begun"));
  return transaction.put_counters(sealed(counters));
}

Status refuse_if_removed(View& view) {
  TRY_SET(const auto begun, view.setting(kRemovedKey));
  if (!begun) return ok_status();
  return Error{Code::not_a_store,
               "The removal of this store was begun and not finished; finish it with “postroom remove”.",
               {}};
}

}  // namespace postroom::storage
