#include "store/messages.h"

#include <postroom/property_names.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/handle.h"
#include "store/ledger.h"
#include "store/permissions.h"
#include "store/search_list.h"
#include "store/source.h"

namespace postroom::store {
namespace {

constexpr std::size_t kPage = 1000;  // messages read at once

using Visit = std::function<Status(const storage::MessageRecord&)>;

// All messages of a folder, of both kinds, in pages.
Status for_each_message(storage::View& view, FolderId folder, storage::Deleted deleted, const Visit& visit) {
  for (const MessageKind kind : {MessageKind::normal, MessageKind::associated}) {
    storage::MessageQuery query{folder, kind, deleted, std::nullopt, kPage};
    for (;;) {
      TRY_SET(const auto page, view.messages(query));
      if (page.empty()) break;
      for (const storage::MessageRecord& message : page) TRY(visit(message));
      query.before = storage::MessageQuery::Place{page.back().date, page.back().id};
    }
  }
  return ok_status();
}

// A copy has been made by who copied it, whoever made the original. Its original bytes are packed against its content,
// so they are packed anew.
Status give_creator(storage::VersionRecord& version, const Session& session) {
  TRY_SET(MessageContent content, decode_content(version.content));
  const std::string creator = person(session);
  if (content.properties.get_or<std::string>(tag::creator_name, {}) == creator) return ok_status();
  content.properties.set(tag::creator_name, creator);
  TRY_SET(Bytes encoded, encode(content));
  if (!version.source.empty() && !large_source(version.source)) {
    TRY_SET(const Bytes source, unpack_source(version.source, version.content));
    TRY_SET(version.source, pack_source(source, encoded));
  }
  version.content = std::move(encoded);
  return ok_status();
}

}  // namespace

Result<storage::MessageRecord> copy_message(storage::Transaction& transaction, const Session& session,
                                            const storage::MessageRecord& from, FolderId to) {
  TRY_SET(auto version, transaction.version(from.id, from.version));
  if (!version) return no_such_message(from.id);
  const std::size_t bytes_before = version->content.size();
  TRY(give_creator(*version, session));
  TRY_SET(const auto large, transaction.references(from.change_number));
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  storage::MessageRecord copy = from;
  copy.id = MessageId{id};
  copy.folder = to;
  copy.version = VersionNumber{1};
  copy.read_state = {};
  copy.status = 0;
  copy.deleted.reset();
  version->info.message = copy.id;
  version->info.number = copy.version;
  version->info.kind = SaveKind::first;
  version->info.saved = session.clock->now();
  version->info.who = session.who;
  version->info.client = session.client;
  version->info.session = session.id;
  version->info.content_bytes = static_cast<std::int64_t>(version->content.size());
  copy.size += version->info.content_bytes - static_cast<std::int64_t>(bytes_before);
  TRY_SET(copy.change_number, transaction.insert_version(*version, large));
  copy.history_count = 1;
  copy.history_bytes = version->info.content_bytes;
  return copy;
}

Status copy_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId to) {
  std::vector<storage::MessageRecord> sources;
  TRY(for_each_message(transaction, from, storage::Deleted::no, [&](const storage::MessageRecord& message) {
    sources.push_back(message);
    return ok_status();
  }));
  if (sources.empty()) return ok_status();
  FolderLedger ledger;
  storage::LogRecord log{{}, ChangeKind::message_copied, to, from, session.id, {}};
  std::vector<storage::MessageRecord> copies;
  for (const storage::MessageRecord& source : sources) {
    TRY_SET(auto copy, copy_message(transaction, session, source, to));
    ledger.add(to, copy.kind, copy.flags);
    log.messages.push_back(copy.id);
    copies.push_back(std::move(copy));
  }
  TRY_SET(const LogPosition position, transaction.append_log(log));
  for (storage::MessageRecord& copy : copies) {
    copy.log_position = position;
    TRY(transaction.insert_message(copy));
  }
  return ledger.write(transaction, session.id);
}

Status delete_all(storage::Transaction& transaction, const Session& session, FolderId from, FolderId refuge) {
  const FileTime now = session.clock->now();
  std::vector<storage::MessageRecord> doomed;
  for (const storage::Deleted deleted : {storage::Deleted::no, storage::Deleted::yes}) {
    TRY(for_each_message(transaction, from, deleted, [&](const storage::MessageRecord& message) {
      doomed.push_back(message);
      return ok_status();
    }));
  }
  storage::LogRecord log{{}, ChangeKind::message_deleted, from, {}, session.id, {}};
  for (const storage::MessageRecord& message : doomed) {
    if (!message.deleted) log.messages.push_back(message.id);
  }
  if (!log.messages.empty()) {
    TRY(transaction.append_log(log));
  }
  TRY_SET(const storage::Counters counters, transaction.counters());
  for (storage::MessageRecord& message : doomed) {
    if (!message.deleted) message.deleted = now;
    message.folder = refuge;
    message.log_position = counters.log_position;
    TRY(transaction.update_message(message));
  }
  return ok_status();
}

}  // namespace postroom::store

namespace postroom {
namespace {

using store::Core;
using store::FolderLedger;
using store::MessageUse;
using store::Permissions;

Status check_bulk(const Core& core, const Session& session, std::size_t count) {
  TRY(store::may_write(core, session));
  if (count > kMaxBulk) return Error{Code::too_big, "At most 100,000 messages can be changed at once.", {}};
  return ok_status();
}

// The messages in question, grouped by the folder they are in, for one log entry each.
using ByFolder = std::map<FolderId, std::vector<storage::MessageRecord>>;

using Wanted = std::function<bool(const storage::MessageRecord&)>;
using Allowed = std::function<Status(const storage::MessageRecord&)>;

// Of the messages that a session may not touch: they are skipped while there are others, and the reason for the first
// of them is the answer where there are none.
class Refusals {
 public:
  // Whether the message is one of these. Any other failure ends the operation.
  Result<bool> refused(Status allowed) {
    if (allowed.ok()) return false;
    if (allowed.error().code != Code::no_access) return std::move(allowed).error();
    if (!first_) first_ = std::move(allowed).error();
    return true;
  }
  Status after(const BulkReport& report) const { return first_ && report.done.empty() ? Status(*first_) : ok_status(); }

 private:
  std::optional<Error> first_;
};

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

// Who moves a message out of a folder takes it away there, and may read it in the other one.
Status may_take(Permissions& permissions, const storage::MessageRecord& message) {
  TRY(permissions.require(MessageUse::read, message.folder, message.id));
  return permissions.require(MessageUse::remove, message.folder, message.id);
}

bool is_live(const storage::MessageRecord& message) { return !message.deleted.has_value(); }

// The store's names with all that these messages have.
Result<std::shared_ptr<const store::NameTable>> ensure_names(Core& core, const std::vector<NewMessage>& messages) {
  std::vector<PropertyName> names;
  for (const NewMessage& message : messages) {
    for (const auto& [name, property] : message.named) {
      TRY(store::check_name(name));
      if (!fits(property.tag, property.value)) {
        return Error{Code::invalid_argument, to_text(name) + " cannot hold a value of this type.", {}};
      }
      if (!store::fixed_id(name)) names.push_back(store::canonical(name));
    }
  }
  return core.names.ensure(*core.engine, names);
}

void give_ids(NewMessage& message, const store::NameTable& table) {
  for (auto& [name, property] : message.named) {
    const std::uint16_t id = store::fixed_id(name).value_or(table.id(store::canonical(name)).value_or(0));
    const PropertyTag tag(std::uint32_t{id} << 16 | property.tag.raw_type());
    message.content.properties.set(tag, std::move(property.value));
  }
}

Result<store::FirstSave> prepare(Core& core, NewMessage message, const Session& session) {
  store::FirstSave save;
  save.kind = message.kind;
  save.flags = message.flags & (store::kSettableFlags | message_flag::ever_read);
  save.status = message.status & ~message_status::in_conflict;
  save.created = message.created;
  save.save_kind = message.source.empty() && !message.large_source ? SaveKind::first : SaveKind::imported;
  TRY_SET(save, store::prepare_first_save(core, std::move(save), std::move(message.content), session));
  save.content.reset();  // nobody has the message open
  if (message.large_source) {
    save.source = store::pack_source(*message.large_source);
  } else if (!message.source.empty()) {
    TRY_SET(save.source, store::pack_source(message.source, save.encoded));
  }
  return save;
}

// Says why. Whoever has the right by now may try again.
Error refuse_to_open(Core& core, const Session& session, const storage::MessageRecord& record, MessageUse use) {
  auto view = core.engine->view();
  if (!view.ok()) return view.error();
  Status status = Permissions(session, **view).require(use, record.folder, record.id);
  if (!status.ok()) return std::move(status).error();
  return {Code::busy, "The rights on this message have just been changed; open it again.", {}};
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
  const bool session_writes = store::may_write(*core_, session).ok();
  if (access == Access::read_write) TRY(store::may_write(*core_, session));
  TRY_SET(auto current, core_->engine->current(id));
  if (!current || (current->record.deleted && !deleted_too)) return store::no_such_message(id);
  TRY_SET(auto content, decode_content(current->content));
  TRY_SET(const FolderRights rights, store::rights_at(*core_->engine, session, current->folder_properties));
  const MessageRights may = message_rights(rights, store::creator_in(content.properties, session));
  const MessageUse use = access == Access::read_write ? MessageUse::edit : MessageUse::read;
  if (!store::allows(may, use)) return refuse_to_open(*core_, session, current->record, use);
  bool has_large = false;
  for_each_large_value(content, [&](const LargeValue&) { has_large = true; });
  std::shared_ptr<void> lease;
  if (has_large) {
    TRY_SET(lease, core_->lease.hold(session));
  }
  store::Snapshot snapshot{std::move(current->record), std::move(current->info),
                           std::make_shared<const MessageContent>(std::move(content))};
  const bool writable = session_writes && may.edit && access != Access::read_only;
  return Message(std::make_unique<store::Handle>(core_, session, std::move(snapshot), writable, may, std::move(lease)));
}

PreparedMessages::PreparedMessages(std::vector<store::FirstSave> saves)
    : saves_(std::make_unique<std::vector<store::FirstSave>>(std::move(saves))) {}
PreparedMessages::PreparedMessages(PreparedMessages&&) noexcept = default;
PreparedMessages& PreparedMessages::operator=(PreparedMessages&&) noexcept = default;
PreparedMessages::~PreparedMessages() = default;

Result<PreparedMessages> Store::prepare_messages(const Session& session, std::vector<NewMessage> messages) {
  TRY(check_bulk(*core_, session, messages.size()));
  TRY_SET(const auto table, ensure_names(*core_, messages));
  std::vector<store::FirstSave> saves;
  saves.reserve(messages.size());
  for (NewMessage& message : messages) {
    give_ids(message, *table);
    TRY_SET(store::FirstSave save, prepare(*core_, std::move(message), session));
    saves.push_back(std::move(save));
  }
  return PreparedMessages(std::move(saves));
}

Result<std::vector<MessageId>> Store::add_prepared(const Session& session, FolderId folder,
                                                   PreparedMessages messages,
                                                   std::span<const NoteChange> notes) {
  TRY(store::may_write(*core_, session));
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::require_folder(*view, folder));
  }
  for (store::FirstSave& save : *messages.saves_) save.folder = folder;
  TRY_SET(const auto made, store::save_new(*core_, session, std::move(*messages.saves_), notes));
  std::vector<MessageId> ids;
  ids.reserve(made.size());
  for (const store::Snapshot& snapshot : made) ids.push_back(snapshot.record.id);
  return ids;
}

Result<std::vector<MessageId>> Store::add_messages(const Session& session, FolderId folder,
                                                   std::vector<NewMessage> messages) {
  TRY(store::may_write(*core_, session));
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::require_folder(*view, folder));
  }
  TRY_SET(PreparedMessages prepared, prepare_messages(session, std::move(messages)));
  return add_prepared(session, folder, std::move(prepared));
}

Result<MessageSummary> Store::summary(const Session& session, MessageId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto message, view->message(id));
  if (!message) return store::no_such_message(id);
  TRY(Permissions(session, *view).require(MessageUse::read, message->folder, id));
  return store::to_summary(*message);
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

Result<BulkReport> Store::move_messages(const Session& session, std::span<const MessageId> ids, FolderId to) {
  TRY(check_bulk(*core_, session, ids.size()));
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    TRY(store::require_folder(transaction, to));
    Permissions permissions(session, transaction);
    TRY(permissions.require(to, FolderRights::create));
    const auto allowed = [&](const storage::MessageRecord& message) { return may_take(permissions, message); };
    TRY_SET(auto found, collect(transaction, ids, is_live, allowed, report));
    FolderLedger ledger;
    for (auto& [from, messages] : found) {
      if (from == to) continue;
      TRY_SET(const LogPosition position, transaction.append_log({{}, ChangeKind::message_moved, to, from, session.id,
                                                                  ids_of(messages)}));
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

Result<std::vector<std::pair<MessageId, MessageId>>> Store::copy_messages(const Session& session,
                                                                          std::span<const MessageId> ids, FolderId to) {
  TRY(check_bulk(*core_, session, ids.size()));
  std::vector<std::pair<MessageId, MessageId>> copied;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    copied.clear();
    TRY(store::require_folder(transaction, to));
    Permissions permissions(session, transaction);
    TRY(permissions.require(to, FolderRights::create));
    const auto allowed = [&](const storage::MessageRecord& message) {
      return permissions.require(MessageUse::read, message.folder, message.id);
    };
    BulkReport report;
    TRY_SET(const auto found, collect(transaction, ids, is_live, allowed, report));
    FolderLedger ledger;
    for (const auto& [from, messages] : found) {
      std::vector<storage::MessageRecord> copies;
      for (const storage::MessageRecord& message : messages) {
        TRY_SET(auto copy, store::copy_message(transaction, session, message, to));
        ledger.add(to, copy.kind, copy.flags);
        copied.emplace_back(message.id, copy.id);
        copies.push_back(std::move(copy));
      }
      TRY_SET(const LogPosition position, transaction.append_log({{}, ChangeKind::message_copied, to, from, session.id,
                                                                  ids_of(copies)}));
      for (storage::MessageRecord& copy : copies) {
        copy.log_position = position;
        TRY(transaction.insert_message(copy));
      }
    }
    return ledger.write(transaction, session.id);
  }));
  return copied;
}

Result<BulkReport> Store::delete_messages(const Session& session, std::span<const MessageId> ids, DeleteKind kind) {
  TRY(check_bulk(*core_, session, ids.size()));
  const bool permanent = kind == DeleteKind::permanent;
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    const FileTime now = session.clock->now();
    const auto wanted = [&](const storage::MessageRecord& message) { return permanent || is_live(message); };
    Permissions permissions(session, transaction);
    const auto allowed = [&](const storage::MessageRecord& message) {
      return permissions.require(MessageUse::remove, message.folder, message.id);
    };
    TRY_SET(auto found, collect(transaction, ids, wanted, allowed, report));
    FolderLedger ledger;
    for (auto& [folder, messages] : found) {
      const ChangeKind what = permanent ? ChangeKind::message_removed : ChangeKind::message_deleted;
      TRY_SET(const LogPosition position, transaction.append_log({{}, what, folder, {}, session.id, ids_of(messages)}));
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
  }));
  return report;
}

Result<BulkReport> Store::undelete_messages(const Session& session, std::span<const MessageId> ids,
                                            std::optional<FolderId> to) {
  TRY(check_bulk(*core_, session, ids.size()));
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    if (to) TRY(store::require_folder(transaction, *to));
    const auto wanted = [](const storage::MessageRecord& message) { return !is_live(message); };
    Permissions permissions(session, transaction);
    const auto allowed = [&](const storage::MessageRecord& message) -> Status {
      TRY(may_take(permissions, message));
      return permissions.require(to.value_or(message.folder), FolderRights::create);
    };
    TRY_SET(auto found, collect(transaction, ids, wanted, allowed, report));
    FolderLedger ledger;
    for (auto& [from, messages] : found) {
      const FolderId folder = to.value_or(from);
      TRY_SET(const LogPosition position, transaction.append_log({{}, ChangeKind::message_undeleted, folder, from,
                                                                  session.id, ids_of(messages)}));
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

Result<BulkReport> Store::mark(const Session& session, std::span<const MessageId> ids, Read read) {
  TRY(check_bulk(*core_, session, ids.size()));
  const bool wanted = read == Read::yes;
  const std::vector<MessageId> each = each_once(ids);
  BulkReport report;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    report = {};
    TRY_SET(const auto states, transaction.read_states(each));
    std::map<FolderId, std::vector<MessageId>> changed;
    Permissions permissions(session, transaction);
    Refusals refusals;
    for (const storage::ReadStateRecord& state : states) {
      TRY_SET(const bool refused, refusals.refused(permissions.require(MessageUse::read, state.folder, state.id)));
      if (refused) continue;
      const bool is_read = (state.flags & message_flag::read) != 0;
      const bool has_state = state.kind == MessageKind::normal && !state.deleted;
      if (has_state && is_read != wanted) changed[state.folder].push_back(state.id);
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
    TRY(refusals.after(report));
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
