// Making and opening messages, looking at them, and what changes no content: moves, marks, the status.
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/bulk.h"
#include "store/computed.h"
#include "store/handle.h"
#include "store/ledger.h"
#include "store/search_list.h"

namespace postroom {
namespace {

using store::Core;
using store::FolderLedger;
using store::MessageUse;
using store::Permissions;

// Says why. Whoever has the right by now may try again.
Error refuse_to_open(Core& core, const Session& session, const storage::MessageRecord& record, MessageUse use) {
  auto view = core.engine->view();
  if (!view.ok()) return view.error();
  Status status = Permissions(session, **view).require(use, record.folder, record.id);
  if (!status.ok()) return std::move(status).error();
  return {Code::busy, "The rights on this message have just been changed; open it again.", {}};
}

// What becomes a handle: the message as it is, or as it was at an earlier version.
struct Reading {
  storage::CurrentMessage read;
  MessageContent content;  // decoded
  VersionNumber newest;    // that the message has
  store::Handle::Base base = store::Handle::Base::known;
};

Result<Reading> as_it_is(storage::CurrentMessage read) {
  TRY_SET(auto content, decode_content(read.content));
  const VersionNumber newest = read.record.version;
  return Reading{std::move(read), std::move(content), newest};
}

// What is left of it where the history has dropped that version: its number, and the newest content.
Result<Reading> as_it_was(Core& core, storage::CurrentMessage read, VersionNumber version) {
  TRY_SET(const auto view, core.engine->view());
  TRY_SET(auto older, view->version(read.record.id, version));
  const VersionNumber newest = read.record.version;
  read.record.version = version;
  TRY_SET(auto content, decode_content(older ? older->content : read.content));
  if (!older) return Reading{std::move(read), std::move(content), newest, store::Handle::Base::lost};
  read.record.modified = older->info.saved;
  read.record.change_number = older->info.change_number;
  store::fill_columns(read.record, content, older->content.size());
  read.info = std::move(older->info);
  return Reading{std::move(read), std::move(content), newest};
}

// A handle on what has been read, if the session may have it.
Result<Message> open_snapshot(const std::shared_ptr<Core>& core, const Session& session, Reading reading,
                              Access access) {
  auto& [read, content, newest, base] = reading;
  TRY_SET(const FolderRights rights, store::rights_at(*core->engine, session, read.folder_properties));
  const MessageRights may = message_rights(rights, store::creator_in(content.properties, session));
  const MessageUse use = access == Access::read_write ? MessageUse::edit : MessageUse::read;
  if (!store::allows(may, use)) return refuse_to_open(*core, session, read.record, use);
  std::shared_ptr<void> lease;
  if (store::has_large_values(content)) {
    TRY_SET(lease, core->lease.hold(session));
  }
  const bool writable = may.edit && access != Access::read_only && store::may_write(*core, session).ok();
  store::Snapshot snapshot{std::move(read.record), std::move(read.info),
                           std::make_shared<const MessageContent>(std::move(content)), read.has_links, newest};
  return Message(std::make_unique<store::Handle>(core, session, std::move(snapshot), writable, may, std::move(lease),
                                                 base));
}

}  // namespace

Result<Message> Store::create_message(const Session& session, FolderId folder, MessageKind kind) {
  TRY(store::may_write(*core_, session));
  TRY_SET(const auto view, core_->engine->view());
  TRY(store::require_folder(*view, folder));
  Permissions permissions(session, *view);
  TRY(permissions.require(folder, FolderRights::create));
  TRY_SET(const FolderRights rights, permissions.rights_in(folder));
  return Message(std::make_unique<store::Handle>(core_, session, folder, kind, message_rights(rights, Creator::self)));
}

Result<Message> Store::open_message(const Session& session, MessageId id, Access access, bool deleted_too) {
  if (access == Access::read_write) TRY(store::may_write(*core_, session));
  TRY_SET(auto current, core_->engine->current(id));
  if (!current || (current->record.deleted && !deleted_too)) return store::no_such_message(id);
  TRY_SET(Reading reading, as_it_is(*std::move(current)));
  return open_snapshot(core_, session, std::move(reading), access);
}

Result<Message> Store::open_message_at(const Session& session, MessageId id, VersionNumber version, Access access) {
  if (access == Access::read_write) TRY(store::may_write(*core_, session));
  TRY_SET(auto current, core_->engine->current(id));
  if (!current || current->record.deleted) return store::no_such_message(id);
  if (version.value < 1 || version > current->record.version) return store::no_such_version(id, version);
  const bool is_newest = version == current->record.version;
  TRY_SET(Reading reading, is_newest ? as_it_is(*std::move(current)) : as_it_was(*core_, *std::move(current), version));
  return open_snapshot(core_, session, std::move(reading), access);
}

Result<MessageSummary> Store::summary(const Session& session, MessageId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto message, view->message(id));
  if (!message) return store::no_such_message(id);
  TRY(Permissions(session, *view).require(MessageUse::read, message->folder, id));
  return store::to_summary(*message);
}

Result<CurrentVersion> Store::current_version(const Session& session, MessageId id) {
  TRY_SET(const auto place, core_->engine->place(id));
  if (!place) return store::no_such_message(id);
  TRY_SET(const FolderRights rights, store::rights_at(*core_->engine, session, place->folder_properties));
  if (!has(rights, FolderRights::read)) {
    TRY_SET(const auto view, core_->engine->view());
    TRY(Permissions(session, *view).require(MessageUse::read, place->folder, id));
  }
  return CurrentVersion{place->version, place->deleted};
}

Result<std::vector<MessageSummary>> Store::list(const Session& session, FolderId folder, const ListOptions& options) {
  TRY_SET(auto view, core_->engine->view());
  TRY_SET(const auto found, view->folder(folder));
  if (!found) return store::no_such_folder(folder);
  Permissions permissions(session, *view);
  permissions.add({*found});
  TRY(permissions.require(folder, FolderRights::read));
  std::vector<MessageSummary> rows;
  if (found->kind == FolderKind::search) {
    view.reset();
    TRY_SET(const auto members, store::list_search_folder(*core_, session, folder, options));
    for (const storage::MessageRecord& message : members) rows.push_back(store::to_summary(message));
    return rows;
  }
  storage::MessageQuery query{folder, options.kind, options.deleted ? storage::Deleted::yes : storage::Deleted::no,
                              std::nullopt, options.limit};
  if (options.after) query.before = storage::MessageQuery::Place{options.after->date, options.after->id};
  TRY_SET(const auto messages, view->messages(query));
  rows.reserve(messages.size());
  for (const storage::MessageRecord& message : messages) rows.push_back(store::to_summary(message));
  return rows;
}

Result<BulkReport> Store::move_messages(const Session& session, std::span<const MessageId> ids, FolderId to, In in) {
  TRY(store::check_bulk(*core_, session, ids.size()));
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    TRY(store::require_folder(transaction, to));
    Permissions permissions(session, transaction);
    TRY(permissions.require(to, FolderRights::create));
    const auto allowed = [&](const storage::MessageRecord& message) { return store::may_take(permissions, message); };
    TRY_SET(auto found, store::collect(transaction, ids, store::live_in(in), allowed, report));
    FolderLedger ledger;
    for (auto& [from, messages] : found) {
      if (from == to) continue;
      TRY_SET(const LogPosition position, transaction.append_log({{}, ChangeKind::message_moved, to, from, session.id,
                                                                  store::ids_of(messages)}));
      for (storage::MessageRecord& message : messages) {
        ledger.take(from, message.kind, message.flags);
        ledger.add(to, message.kind, message.flags);
        message.folder = to;
        message.status &= message_status::in_conflict;  // the rest belongs to the place (rule C44)
        message.log_position = position;
        TRY(transaction.update_message(message));
      }
    }
    return ledger.write(transaction, session.id);
  }));
  return report;
}

Result<BulkReport> Store::mark(const Session& session, std::span<const MessageId> ids, Read read, In in) {
  TRY(store::check_bulk(*core_, session, ids.size()));
  const bool wanted = read == Read::yes;
  const std::vector<MessageId> each = store::each_once(ids);
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    TRY_SET(const auto states, transaction.read_states(each));
    std::map<FolderId, std::vector<MessageId>> changed;
    Permissions permissions(session, transaction);
    store::Refusals refusals;
    for (const storage::ReadStateRecord& state : states) {
      if (in && state.folder != *in) continue;
      TRY_SET(const bool refused, refusals.refused(permissions.require(MessageUse::read, state.folder, state.id)));
      if (refused) continue;
      const bool is_read = (state.flags & message_flag::read) != 0;
      const bool has_state = state.kind == MessageKind::normal && !state.deleted;
      if (!has_state) continue;
      if (is_read == wanted) {
        report.unchanged.push_back(state.id);
      } else {
        changed[state.folder].push_back(state.id);
      }
    }
    FolderLedger ledger;
    for (const auto& [folder, messages] : changed) {
      TRY_SET(const LogPosition position, transaction.append_log({{}, ChangeKind::read_state_changed, folder, {},
                                                                  session.id, messages}));
      TRY(transaction.change_flags(messages, wanted ? message_flag::read | message_flag::ever_read : 0,
                                   wanted ? 0 : message_flag::read, position));
      ledger.add_unread(folder, static_cast<std::int64_t>(messages.size()) * (wanted ? -1 : 1));
      report.done.insert(report.done.end(), messages.begin(), messages.end());
    }
    if (report.unchanged.empty()) TRY(refusals.after(report));
    return ledger.write(transaction, session.id);
  }));
  std::sort(report.done.begin(), report.done.end());
  for (const MessageId id : each) {
    if (!std::binary_search(report.done.begin(), report.done.end(), id)) report.skipped.push_back(id);
  }
  return report;
}

Result<std::int32_t> Store::set_status(const Session& session, MessageId id, std::int32_t bits, std::int32_t mask) {
  TRY(store::may_write(*core_, session));
  if (mask & bits & message_status::in_conflict) {
    return Error{Code::no_access, "The in-conflict status is set by the store alone.", {}};
  }
  mask &= ~message_status::in_conflict;
  std::int32_t old = 0;
  TRY(storage::commit_and_wait_on(*core_->engine, id, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(auto message, transaction.message(id));
    if (!message || message->deleted) return store::no_such_message(id);
    TRY(Permissions(session, transaction).require(MessageUse::edit, message->folder, id));
    old = message->status;
    const std::int32_t next = (old & ~mask) | (bits & mask);
    if (next == old) return ok_status();
    message->status = next;
    TRY_SET(message->log_position, transaction.append_log({{}, ChangeKind::status_changed, message->folder, {},
                                                           session.id, {id}}));
    return transaction.update_message(*message);
  }));
  return old;
}

}  // namespace postroom
