#include "store/sort_keys.h"

#include "base/try.h"
#include "model/collation.h"
#include "storage/store_keys.h"

namespace postroom::store {
namespace {

// Of this program's collation_version(): FNV-1a in 64 bits, never 0.
std::int64_t collation_number() {
  std::uint64_t hash = 14695981039346656037u;
  for (const char character : collation_version()) {
    hash = (hash ^ static_cast<std::uint8_t>(character)) * 1099511628211u;
  }
  return hash == 0 ? 1 : static_cast<std::int64_t>(hash);
}

}  // namespace

void fill_sort_keys(storage::MessageRecord& record) {
  record.subject_key = collation_key(record.subject, storage::kSortKeyBytes);
  record.sender_key = collation_key(record.sender, storage::kSortKeyBytes);
  record.to_key = collation_key(record.display_to, storage::kSortKeyBytes);
}

Result<bool> may_write_keys(storage::View& view) {
  TRY_SET(const storage::Counters counters, view.counters());
  return counters.collation == collation_number();
}

Status fit_sort_keys(storage::Transaction& transaction, storage::MessageRecord& record) {
  TRY_SET(const bool ours, may_write_keys(transaction));
  if (!ours) {
    record.subject_key.clear();
    record.sender_key.clear();
    record.to_key.clear();
  }
  return ok_status();
}

Result<bool> keys_are_current(storage::View& view) {
  TRY_SET(const auto made_by, view.setting(storage::kSortKeysKey));
  return made_by == collation_version();
}

Status begin_sort_keys(storage::Transaction& transaction) {
  TRY_SET(storage::Counters counters, transaction.counters());
  counters.collation = collation_number();
  TRY(transaction.put_counters(counters));
  return transaction.remove_setting(storage::kSortKeysKey);
}

Status finish_sort_keys(storage::Transaction& transaction) {
  TRY_SET(const bool ours, may_write_keys(transaction));
  if (!ours) return ok_status();
  return transaction.put_setting(storage::kSortKeysKey, collation_version());
}

bool lacks_sort_keys(const storage::MessageRecord& record) {
  return (record.subject_key.empty() && !record.subject.empty()) ||
         (record.sender_key.empty() && !record.sender.empty()) ||
         (record.to_key.empty() && !record.display_to.empty());
}

}  // namespace postroom::store
