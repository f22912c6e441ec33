// What the operations on many messages have in common: they go on past those that cannot be done.
#pragma once

#include <functional>
#include <map>

#include "store/core.h"
#include "store/permissions.h"

namespace postroom::store {

// Code::too_big past kMaxBulk, and whatever may_write() says.
Status check_bulk(const Core& core, const Session& session, std::size_t count);

// The messages in question, grouped by the folder they are in, for one log entry each.
using ByFolder = std::map<FolderId, std::vector<storage::MessageRecord>>;

using Wanted = std::function<bool(const storage::MessageRecord&)>;
using Allowed = std::function<Status(const storage::MessageRecord&)>;

// Of the messages that a session may not touch: they are skipped while there are others, and the reason for
// the first of them is the answer where there are none.
class Refusals {
 public:
  // Whether the message is one of these. Any other failure ends the operation.
  Result<bool> refused(Status allowed);
  Status after(const BulkReport& report) const {
    return first_ && report.done.empty() ? Status(*first_) : ok_status();
  }

 private:
  std::optional<Error> first_;
};

std::vector<MessageId> each_once(std::span<const MessageId> ids);  // sorted
std::vector<MessageId> ids_of(const std::vector<storage::MessageRecord>& messages);

// Reports the others as skipped.
Result<ByFolder> collect(storage::View& view, std::span<const MessageId> ids, const Wanted& wanted,
                         const Allowed& allowed, BulkReport& report);

bool is_live(const storage::MessageRecord& message);
Wanted live_in(Store::In in);

// Who moves a message out of a folder takes it away there, and may read it in the other one.
Status may_take(Permissions& permissions, const storage::MessageRecord& message);

}  // namespace postroom::store
