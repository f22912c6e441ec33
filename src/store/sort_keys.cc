#include "store/sort_keys.h"

#include <algorithm>

#include "base/try.h"
#include "model/collation.h"
#include "storage/store_keys.h"
#include "store/computed.h"

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

constexpr std::uint8_t kEndOfLevel = 1;  // in a collation key, behind what stands for the letters

// None where the record does not say what the text is: it is empty, too, where there is a text that it cannot have; and
// where it is cut, a key is the beginning of the whole text's as far as its letters go.
Bytes key_of(const std::string& text) {
  if (text.empty()) return {};
  Bytes key = collation_key(text, storage::kSortKeyBytes);
  const bool is_cut = !is_whole_column(text);
  const bool has_ended = key.size() < storage::kSortKeyBytes || std::find(key.begin(), key.end(), kEndOfLevel) != key.end();
  return is_cut && has_ended ? Bytes() : key;
}

}  // namespace

void fill_sort_keys(storage::MessageRecord& record) {
  record.subject_key = key_of(record.subject);
  record.sender_key = key_of(record.sender);
  record.to_key = key_of(record.display_to);
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
  return (record.subject_key.empty() && !key_of(record.subject).empty()) ||
         (record.sender_key.empty() && !key_of(record.sender).empty()) ||
         (record.to_key.empty() && !key_of(record.display_to).empty());
}

}  // namespace postroom::store
