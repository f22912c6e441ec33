// The passes of a copy over both stores: bring what differs, compare, follow what changes meanwhile.
#pragma once

#include "storage/copy.h"
#include "storage/copy_messages.h"

namespace postroom::storage {

class CopyPass {
 public:
  // All three outlive it.
  CopyPass(Engine& from, Engine& to, const CopyOptions& options)
      : from_(from), to_(to), options_(options), large_(from, to) {}

  // Copies every message that differs, then compares all with their versions and large values.
  Status copy_messages();
  // Looks at all rows for changes that no log entry names; follow() sees to them.
  Status look_for_changes();
  // Until nothing has changed since, and brings the other tables: the copy is then what the source was at one
  // moment, but for the counters, which this returns.
  Result<Counters> follow();

  std::int64_t messages() const { return messages_; }
  std::int64_t copied() const { return copied_; }
  std::int64_t large_values() const { return large_.brought(); }

 private:
  using Ids = std::set<MessageId>;

  Status start();
  Status sweep();
  Result<std::optional<MessageId>> sweep_slice(MessageId after, CopyBatch& batch);
  Status compare_all();
  Status compare_slice(const CopySlice& slice, View& from, View& to, std::vector<ContentHash>& large);
  Status compare_large(const std::vector<ContentHash>& large);
  Status bring(View& from, MessageId id, CopyBatch& batch);
  Status bring_changed(View& from, const Ids& ids);
  Status compare_changed(View& from, const Ids& ids);
  Status copy_tables(View& from);
  void tell(int part, MessageId reached) const;

  Engine& from_;
  Engine& to_;
  const CopyOptions& options_;
  LargeCopier large_;
  std::int64_t last_id_ = 0;  // of the source when the pass began
  std::optional<std::string> sort_keys_;  // the setting, and the number, of those that the copy has
  std::int64_t collation_ = 0;
  LogPosition followed_;      // what changed up to here is in the copy
  Ids stale_;                 // messages that were seen to have changed since they were copied
  std::int64_t messages_ = 0, copied_ = 0;
};

}  // namespace postroom::storage
