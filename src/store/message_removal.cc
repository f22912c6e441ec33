// Deleting messages, for a while or for good, and bringing them back.
#include "base/try.h"
#include "store/bulk.h"
#include "store/ledger.h"

namespace postroom {
namespace {

using store::FolderLedger;
using store::is_live;
using store::MessageUse;
using store::Permissions;

// One log entry for each folder.
Status remove_found(storage::Transaction& transaction, const Session& session, store::ByFolder& found, DeleteKind kind) {
  const bool permanent = kind == DeleteKind::permanent;
  const FileTime now = session.clock->now();
  FolderLedger ledger;
  for (auto& [folder, messages] : found) {
    const ChangeKind what = permanent ? ChangeKind::message_removed : ChangeKind::message_deleted;
    TRY_SET(const LogPosition position,
            transaction.append_log({{}, what, folder, {}, session.id, store::ids_of(messages)}));
    for (storage::MessageRecord& message : messages) {
      if (is_live(message)) {
        ledger.take(folder, message.kind, message.flags);
        ledger.add_deleted(folder, 1);
      }
      if (permanent) {
        TRY(transaction.remove_message(message.id, now));
        continue;
      }
      message.deleted = now;
      message.log_position = position;
      TRY(transaction.update_message(message));
    }
  }
  return ledger.write(transaction, session.id);
}

}  // namespace

Result<BulkReport> Store::delete_messages(const Session& session, std::span<const MessageId> ids,
                                          DeleteKind kind, In in) {
  TRY(store::check_bulk(*core_, session, ids.size()));
  const bool permanent = kind == DeleteKind::permanent;
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    const auto wanted = [&](const storage::MessageRecord& message) {
      return (permanent || is_live(message)) && (!in || message.folder == *in);
    };
    Permissions permissions(session, transaction);
    const auto allowed = [&](const storage::MessageRecord& message) {
      return permissions.require(MessageUse::remove, message.folder, message.id);
    };
    TRY_SET(auto found, store::collect(transaction, ids, wanted, allowed, report));
    return remove_found(transaction, session, found, kind);
  }));
  return report;
}

Status Store::delete_message(const Session& session, MessageId id, DeleteKind kind,
                             std::optional<VersionNumber> expected) {
  TRY(store::may_write(*core_, session));
  return storage::commit_and_wait_on(*core_->engine, id, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(auto current, transaction.current(id));
    if (!current) return store::no_such_message(id);
    storage::MessageRecord& message = current->record;
    TRY(Permissions(session, transaction).require(MessageUse::remove, message.folder, id));
    if (kind == DeleteKind::recoverable && !is_live(message)) return store::message_is_deleted(id);
    if (expected && message.version != *expected)
      return store::message_has_changed(current->info, "It was not deleted.");
    store::ByFolder found;
    found[message.folder].push_back(std::move(message));
    return remove_found(transaction, session, found, kind);
  });
}

Result<BulkReport> Store::undelete_messages(const Session& session, std::span<const MessageId> ids,
                                            std::optional<FolderId> to) {
  TRY(store::check_bulk(*core_, session, ids.size()));
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    if (to) TRY(store::require_folder(transaction, *to));
    const auto wanted = [](const storage::MessageRecord& message) { return !is_live(message); };
    Permissions permissions(session, transaction);
    const auto allowed = [&](const storage::MessageRecord& message) -> Status {
      TRY(store::may_take(permissions, message));
      return permissions.require(to.value_or(message.folder), FolderRights::create);
    };
    TRY_SET(auto found, store::collect(transaction, ids, wanted, allowed, report));
    FolderLedger ledger;
    for (auto& [from, messages] : found) {
      const FolderId folder = to.value_or(from);
      TRY_SET(const LogPosition position,
              transaction.append_log(
                  {{}, ChangeKind::message_undeleted, folder, from, session.id, store::ids_of(messages)}));
      for (storage::MessageRecord& message : messages) {
        message.deleted.reset();
        message.folder = folder;
        message.log_position = position;
        ledger.add(folder, message.kind, message.flags);
        TRY(transaction.update_message(message));
      }
    }
    return ledger.write(transaction, session.id);
  }));
  return report;
}

}  // namespace postroom
