// Which of some messages are members of a search folder: each looked at as it is now.
#pragma once

#include <chrono>
#include <optional>

#include "store/membership.h"
#include "store/message_row.h"

namespace postroom::store {

// How long one view may be kept.
inline constexpr std::chrono::milliseconds kSearchSlice{200};

// Used by one thread.
class SearchRows {
 public:
  // Without a restriction every message that is neither deleted nor associated is met.
  SearchRows(RowSurroundings surroundings, const std::optional<Restriction>& restriction);

  struct Slice {
    MessageId last;      // everything up to here has been looked at
    bool ended = false;  // and there is nothing after it
  };
  // Adds to `met`, in order of id, the messages of `folders` (sorted, not empty) after `after`, up to `most`
  // of them and for about kSearchSlice.
  Result<Slice> scan(storage::View& view, std::span<const FolderId> folders, MessageId after,
                     std::size_t most, std::vector<Member>& met);
  // Adds to `met`, in order of id, those of `ids` that are met and, where there is a restriction, in `scope`.
  Status look_at(storage::View& view, std::span<const MessageId> ids, std::span<const FolderId> scope,
                 std::vector<Member>& met);

 private:
  void look(const storage::MessageRecord& record, const RowNeeds& brought, ByteView content,
            std::vector<Member>& met);
  Status settle(storage::View& view, std::vector<Member>& met);

  std::optional<PreparedRestriction> restriction_;
  const RowNeeds needs_;
  MessageRow row_;
  std::vector<MessageId> lacking_;  // need their content to be decided
  Status failed_ = ok_status();
};

}  // namespace postroom::store
