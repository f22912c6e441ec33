#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/core.h"
#include "store/merge.h"
#include "store/permissions.h"
#include "store/retention.h"
#include "store/save.h"

namespace postroom {
namespace {

using store::MessageUse;
using store::Permissions;

// Its history is read like the message itself. Nothing is refused where there is no such message.
Status may_read(storage::View& view, const Session& session, MessageId id) {
  TRY_SET(const auto message, view.message(id));
  return message ? Permissions(session, view).require(MessageUse::read, message->folder, id) : ok_status();
}

// Whether both can be shown to the session.
Result<bool> may_read_both(Permissions& permissions, const storage::MessageRecord& one,
                           const storage::MessageRecord& other) {
  for (const storage::MessageRecord* message : {&one, &other}) {
    Status status = permissions.require(MessageUse::read, message->folder, message->id);
    if (status.ok()) continue;
    if (status.error().code == Code::no_access) return false;
    return std::move(status).error();
  }
  return true;
}

}  // namespace

Result<std::vector<HistoryEntry>> Store::history(const Session& session, MessageId id, bool every_version) {
  TRY_SET(const auto view, core_->engine->view());
  TRY(may_read(*view, session, id));
  TRY_SET(const auto versions, view->versions(id));
  if (versions.empty()) return store::no_such_message(id);
  return every_version ? store::unfolded(versions) : store::fold(versions);
}

Result<MessageContent> Store::version(const Session& session, MessageId id, VersionNumber number) {
  TRY_SET(const auto view, core_->engine->view());
  TRY(may_read(*view, session, id));
  TRY_SET(const auto version, view->version(id, number));
  if (!version) return store::no_such_version(id, number);
  return decode_content(version->content);
}

Result<std::vector<Unit>> Store::compare(const Session& session, MessageId id, VersionNumber before, VersionNumber after) {
  TRY_SET(const MessageContent from, version(session, id, before));
  TRY_SET(const MessageContent to, version(session, id, after));
  TRY(core_->names.refresh(*core_->engine));
  return store::merge(&from, from, to, *core_->names.table()).units;
}

Result<SaveReport> Store::restore(const Session& session, MessageId id, VersionNumber number,
                                  std::optional<VersionNumber> expected) {
  TRY(store::may_write(*core_, session));
  for (;;) {
    store::SaveRequest request;
    std::optional<storage::VersionRecord> restored;
    {
      TRY_SET(const auto view, core_->engine->view());
      TRY(may_read(*view, session, id));
      TRY_SET(restored, view->version(id, number));
      if (!restored) return store::no_such_version(id, number);
      TRY_SET(auto current, view->current(id));
      if (!current || current->record.deleted) return store::message_is_deleted(id);
      if (expected && current->record.version != *expected)
        return store::message_has_changed(current->info, "Nothing was restored.");
      TRY_SET(auto stored, decode_content(current->content));
      request.base = {std::move(current->record), std::move(current->info),
                      std::make_shared<const MessageContent>(std::move(stored))};
    }
    TRY_SET(auto content, decode_content(restored->content));
    request.mine = std::make_shared<const MessageContent>(std::move(content));
    request.edited = true;
    request.kind = SaveKind::restored;
    request.restored = &*restored;
    std::unique_ptr<Conflict> conflict;
    const auto saved = store::save_existing(*core_, session, request, conflict);
    // Someone saved in between: it is looked at anew.
    if (!saved.ok() && saved.error().code == Code::object_changed) continue;
    if (!saved.ok()) return saved.error();
    return SaveReport{saved->snapshot.record.version, saved->committed, saved->merged, id};
  }
}

Result<std::vector<ConflictPair>> Store::conflicts(const Session& session) {
  TRY_SET(const auto view, core_->engine->view());
  Permissions permissions(session, *view);
  TRY_SET(const auto links, view->links());
  std::vector<ConflictPair> pairs;
  for (const storage::ConflictLink& link : links) {
    TRY_SET(const auto winner, view->message(link.winner));
    TRY_SET(const auto copy, view->message(link.copy));
    if (!winner || !copy || winner->deleted || copy->deleted) continue;
    TRY_SET(const bool is_shown, may_read_both(permissions, *winner, *copy));
    if (!is_shown) continue;
    pairs.push_back({store::to_summary(*winner), store::to_summary(*copy), link.made});
  }
  return pairs;
}

Status Store::settle_conflict(const Session& session, MessageId winner, MessageId copy) {
  TRY(store::may_write(*core_, session));
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const auto links, transaction.links_of(winner));
    for (const storage::ConflictLink& link : links) {
      if (link.winner != winner || link.copy != copy) continue;
      TRY_SET(auto message, transaction.message(winner));
      if (!message) return transaction.remove_link(link);
      TRY(Permissions(session, transaction).require(MessageUse::edit, message->folder, winner));
      TRY(transaction.remove_link(link));
      TRY_SET(message->log_position, transaction.append_log({{}, ChangeKind::links_changed, message->folder, {},
                                                             session.id, {winner, copy}}));
      return transaction.update_message(*message);
    }
    return Error{Code::not_found, "Messages " + std::to_string(winner.value) + " and " + std::to_string(copy.value) +
                                      " are not linked as a conflict.", {}};
  });
}

}  // namespace postroom
