#include "store/bulk.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::store {

Status check_bulk(const Core& core, const Session& session, std::size_t count) {
  TRY(may_write(core, session));
  if (count > kMaxBulk) return Error{Code::too_big, "At most 100,000 messages can be changed at once.", {}};
  return ok_status();
}

Result<bool> Refusals::refused(Status allowed) {
  if (allowed.ok()) return false;
  if (allowed.error().code != Code::no_access) return std::move(allowed).error();
  if (!first_) first_ = std::move(allowed).error();
  return true;
}

std::vector<MessageId> each_once(std::span<const MessageId> ids) {
  std::vector<MessageId> sorted(ids.begin(), ids.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

Result<ByFolder> collect(storage::View& view, std::span<const MessageId> ids, const Wanted& wanted,
                         const Allowed& allowed, BulkReport& report) {
  ByFolder found;
  Refusals refusals;
  for (const MessageId id : each_once(ids)) {
    TRY_SET(auto message, view.message(id));
    if (!message || !wanted(*message)) {
      report.skipped.push_back(id);
      continue;
    }
    TRY_SET(const bool refused, refusals.refused(allowed(*message)));
    if (refused) {
      report.skipped.push_back(id);
      continue;
    }
    report.done.push_back(id);
    found[message->folder].push_back(std::move(*message));
  }
  TRY(refusals.after(report));
  return found;
}

std::vector<MessageId> ids_of(const std::vector<storage::MessageRecord>& messages) {
  std::vector<MessageId> ids;
  for (const storage::MessageRecord& message : messages) ids.push_back(message.id);
  return ids;
}

Status may_take(Permissions& permissions, const storage::MessageRecord& message) {
  TRY(permissions.require(MessageUse::read, message.folder, message.id));
  return permissions.require(MessageUse::remove, message.folder, message.id);
}

bool is_live(const storage::MessageRecord& message) { return !message.deleted.has_value(); }

Wanted live_in(Store::In in) {
  return [in](const storage::MessageRecord& message) {
    return is_live(message) && (!in || message.folder == *in);
  };
}

}  // namespace postroom::store
