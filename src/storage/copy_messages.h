// One message of a source and its copy: what the copy lacks, and whether it is the same.
#pragma once

#include "storage/copy_batch.h"

namespace postroom::storage {

// Messages of both stores, side by side in order of id.
struct CopySlice {
  struct Pair {
    std::optional<MessageRecord> row;   // in the source
    std::optional<MessageRecord> copy;  // at least one of the two
    MessageId id() const { return row ? row->id : copy->id; }
    bool is_equal() const { return row == copy; }
  };
  std::vector<Pair> pairs;
  std::optional<MessageId> next;  // where the slice after this one begins; nothing if there is none
};
Result<CopySlice> read_slice(View& from, View& to, MessageId after, std::size_t rows);
Result<CopySlice::Pair> read_pair(View& from, View& to, MessageId id);  // both may be absent

// Adds to the batch what makes the copy equal. False: not all of it, for the batch is full; then write it and
// ask again with what the copy has by then. A row stands for a whole message: until its last version is
// written, its history count says something else.
Result<bool> add_difference(View& from, View& to, const CopySlice::Pair& pair, CopyBatch& batch);

// Rows that are equal: compares the versions, and adds the large values that have still to be compared.
// Code::corrupt if something differs.
Status compare_versions(View& from, View& to, MessageId id, std::vector<ContentHash>& large);

}  // namespace postroom::storage
