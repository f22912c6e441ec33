// The sort keys in the rows of messages, and who makes them. Keys of two versions of ICU do not compare, and programs
// with different ones may write to a store at the same time. So:
// - Counters::collation says which version's programs may write keys now. It is read in the job that writes; all
//   others write empty keys, which say "not computed".
// - The setting store.sort_keys says for which version every key that is not empty has been made.
// Only making a store and compact() change them: first who may write, then the rows, then the setting.
#pragma once

#include "storage/engine.h"

namespace postroom::store {

// From its columns subject, sender and display_to.
void fill_sort_keys(storage::MessageRecord& record);

// For a record that the job is about to write with keys of its own making: empties them where this program may not
// write any.
Status fit_sort_keys(storage::Transaction& transaction, storage::MessageRecord& record);

// Whether the keys in the rows of this store, those that are not empty, compare with collation_key() of this program.
Result<bool> keys_are_current(storage::View& view);

// Whether this program may write keys to the store.
Result<bool> may_write_keys(storage::View& view);

// From this job on this program's keys are written and no others, and those in the rows are trusted by nobody.
Status begin_sort_keys(storage::Transaction& transaction);
// Once all rows have been gone through. Does nothing where another program has begun with its own meanwhile.
Status finish_sort_keys(storage::Transaction& transaction);

// Whether one of the keys is empty though its text is not.
bool lacks_sort_keys(const storage::MessageRecord& record);

}  // namespace postroom::store
