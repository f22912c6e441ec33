#include "store/save.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "model/blob.h"
#include "store/computed.h"
#include "store/intake.h"
#include "store/ledger.h"
#include "store/notes.h"
#include "store/permissions.h"
#include "store/refusal.h"
#include "store/retention.h"
#include "store/source.h"
#include "store/sort_keys.h"

namespace postroom::store {
namespace {

storage::VersionInfo stamp(const Session& session, MessageId id, VersionNumber number, SaveKind kind, FileTime now) {
  storage::VersionInfo info;
  info.message = id;
  info.number = number;
  info.kind = kind;
  info.saved = now;
  info.who = truncate_utf8(session.who, kMaxSessionText);
  info.client = truncate_utf8(session.client, kMaxSessionText);
  info.session = session.id;
  return info;
}

Error folder_is_deleted(const Error& not_found) {
  return {Code::object_deleted, "The folder has been deleted; choose another one to save in.", not_found.message};
}

// What a version refers to: the large values of its content, and its original bytes where they are one.
std::vector<ContentHash> with_source(std::vector<ContentHash> large, const Bytes& packed) {
  const auto source = large_source(packed);
  if (source && std::find(large.begin(), large.end(), source->hash) == large.end()) large.push_back(source->hash);
  return large;
}

// One attempt at a save, inside a job. It may run several times; each run starts from scratch.
class SaveAttempt {
 public:
  SaveAttempt(const Session& session, const SaveRequest& request, std::shared_ptr<const NameTable> known,
              const Bytes& encoded, storage::Transaction& transaction)
      : session_(session), request_(request), known_(std::move(known)), encoded_(encoded), transaction_(transaction) {}

  Status run() {
    const MessageId id = request_.base.record.id;
    TRY_SET(auto record, transaction_.message(id));
    if (!record || record->deleted) return message_is_deleted(id);
    TRY(may_edit(session_, request_, *record, transaction_));
    const bool stale = record->version != request_.base.record.version;
    if (stale && request_.mode != SaveMode::force) return save_stale(std::move(*record));
    if (!request_.edited && request_.mode != SaveMode::force && request_.kind == SaveKind::plain) {
      outcome_.snapshot = request_.base;
      outcome_.snapshot.record = std::move(*record);  // read state and place may have moved on
      return ok_status();
    }
    if (request_.choices) return refuse_or_merge(std::move(*record));
    const SaveKind kind = request_.mode == SaveMode::force ? SaveKind::forced : request_.kind;
    return commit(std::move(*record), request_.mine, encoded_, kind);
  }

  SaveOutcome take_outcome() { return std::move(outcome_); }
  std::unique_ptr<Conflict> take_conflict() { return std::move(conflict_); }

 private:
  Status save_stale(storage::MessageRecord record) {
    TRY_SET(auto current, transaction_.current(record.id));
    if (!current) return message_is_deleted(record.id);
    TRY_SET(theirs_, theirs_in(*std::move(current)));
    if (!request_.edited && request_.mode == SaveMode::merge) {  // nothing of mine: take theirs
      outcome_.snapshot = {std::move(record), theirs_.info, theirs_.content};
      outcome_.merged = true;
      return ok_status();
    }
    return merge_with_theirs(std::move(record));
  }

  // A merge with choices while nobody has saved since: mine is to be compared with what is stored, which is the base.
  Status refuse_or_merge(storage::MessageRecord record) {
    theirs_ = {request_.base.info, request_.base.content};
    return merge_with_theirs(std::move(record));
  }

  Status merge_with_theirs(storage::MessageRecord record) {
    const bool choices_hold = request_.choices && request_.seen == record.version;
    static const std::vector<UnitChoice> kNone;
    TRY_SET(Merged merged,
            compare(request_, theirs_, known_, transaction_, choices_hold ? *request_.choices : kNone));
    const bool decided = !request_.choices || choices_hold;
    if (request_.mode == SaveMode::strict || merged.overlaps || !decided) {
      return refuse(request_, theirs_, std::move(merged), conflict_);
    }
    if (merged.content == *theirs_.content) {  // they made the same change
      outcome_.snapshot = {std::move(record), theirs_.info, theirs_.content};
      outcome_.merged = true;
      return ok_status();
    }
    outcome_.merged = true;
    TRY_SET(const Bytes encoded, encode(merged.content));
    return commit(std::move(record), std::make_shared<const MessageContent>(std::move(merged.content)), encoded,
                  SaveKind::merged);
  }

  Status commit(storage::MessageRecord record, std::shared_ptr<const MessageContent> content, const Bytes& encoded,
                SaveKind kind) {
    const FileTime now = session_.clock->now();
    record.version.value += 1;
    storage::VersionRecord version{stamp(session_, record.id, record.version, kind, now), encoded, {}};
    if (request_.restored && request_.restored->content == encoded) version.source = request_.restored->source;
    TRY_SET(record.change_number,
            transaction_.insert_version(version, with_source(large_hashes(*content), version.source)));
    TRY_SET(record.log_position, transaction_.append_log({{}, ChangeKind::message_modified, record.folder, {},
                                                          session_.id, {record.id}}));
    version.info.change_number = record.change_number;
    version.info.content_bytes = static_cast<std::int64_t>(encoded.size());
    record.modified = now;
    record.history_count += 1;
    record.history_bytes += version.info.content_bytes;
    fill_columns(record, *content, encoded.size());
    TRY(fit_sort_keys(transaction_, record));
    if (is_pruning_due(record)) {
      TRY_SET(const Retention retention, read_retention(transaction_));
      TRY(prune(transaction_, record, retention, now));
    }
    TRY(transaction_.update_message(record));
    outcome_.committed = true;
    outcome_.snapshot = {std::move(record), std::move(version.info), std::move(content)};
    return ok_status();
  }

  const Session& session_;
  const SaveRequest& request_;
  const std::shared_ptr<const NameTable> known_;
  const Bytes& encoded_;
  storage::Transaction& transaction_;
  Theirs theirs_;
  SaveOutcome outcome_;
  std::unique_ptr<Conflict> conflict_;
};

// After Code::outcome_unknown: whether the version that this save wanted to make is there.
bool is_there(Core& core, const storage::VersionInfo& wanted) {
  auto view = core.engine->view();
  if (!view.ok()) return false;
  auto found = (*view)->version(wanted.message, wanted.number);
  return found.ok() && *found && (*found)->info.session == wanted.session && (*found)->info.saved == wanted.saved;
}

Status make_first(storage::Transaction& transaction, const Session& session, const FirstSave& save, FileTime now,
                  FolderLedger& ledger, Snapshot& made) {
  TRY_SET(const std::int64_t id, transaction.allocate_id());
  storage::MessageRecord record = save.columns;
  record.id = MessageId{id};
  record.folder = save.folder;
  record.kind = save.kind;
  record.version = VersionNumber{1};
  record.flags = save.flags;
  record.status = save.status;
  record.created = save.created.value_or(now);
  record.modified = save.modified.value_or(now);
  record.date = save.date.value_or(record.created);
  storage::VersionRecord version{stamp(session, record.id, record.version, save.save_kind, now), save.encoded,
                                 save.source};
  version.info.content_bytes = static_cast<std::int64_t>(save.encoded.size());
  TRY_SET(record.change_number, transaction.insert_version(version, with_source(save.large, save.source)));
  version.info.change_number = record.change_number;
  record.history_count = 1;
  record.history_bytes = version.info.content_bytes;
  ledger.add(record.folder, record.kind, record.flags);
  made = {std::move(record), std::move(version.info), save.content};
  return ok_status();
}

// Code::object_deleted if one of the folders is gone (rule C18).
Status may_create(storage::Transaction& transaction, const Session& session, const std::vector<FirstSave>& saves) {
  Permissions permissions(session, transaction);
  FolderId checked;
  for (const FirstSave& save : saves) {
    if (save.folder == checked) continue;
    Status status = permissions.require(save.folder, FolderRights::create);
    if (!status.ok() && status.error().code == Code::not_found) return folder_is_deleted(status.error());
    if (!status.ok()) return status;
    checked = save.folder;
  }
  return ok_status();
}

Status link_copy(storage::Transaction& transaction, const Session& session, MessageId winner, MessageId copy,
                 FileTime now) {
  TRY_SET(auto original, transaction.message(winner));
  if (!original) return ok_status();  // gone for good: a copy without an original to point at
  TRY(transaction.insert_link({winner, copy, now}));
  TRY_SET(original->log_position, transaction.append_log({{}, ChangeKind::links_changed, original->folder, {},
                                                          session.id, {winner, copy}}));
  return transaction.update_message(*original);
}

}  // namespace

Result<SaveOutcome> save_existing(Core& core, const Session& session, const SaveRequest& request,
                                  std::unique_ptr<Conflict>& conflict) {
  TRY(may_write(core, session));
  TRY(check_named_ids(core, *request.mine));
  const bool is_plain_write = !request.choices && (request.edited || request.mode == SaveMode::force ||
                                                   request.kind != SaveKind::plain);
  Bytes encoded;
  if (is_plain_write) {
    TRY_SET(encoded, encode(*request.mine));
  }
  const std::shared_ptr<const NameTable> known = core.names.table();
  if (request.is_outdated && request.mode == SaveMode::strict && !request.choices) {
    TRY(refuse_outdated(core, session, request, conflict));
  }
  SaveOutcome outcome;
  std::unique_ptr<Conflict> refused;
  const auto job = [&](storage::Transaction& transaction) -> Status {
    SaveAttempt attempt(session, request, known, encoded, transaction);
    Status status = attempt.run();
    outcome = attempt.take_outcome();
    refused = attempt.take_conflict();
    return status;
  };
  Status status = storage::commit_and_wait_on(*core.engine, request.base.record.id, job);
  conflict = std::move(refused);
  if (!status.ok()) {
    const bool settled = status.error().code == Code::outcome_unknown && outcome.committed &&
                         is_there(core, outcome.snapshot.info);
    if (!settled) return std::move(status).error();
  }
  return outcome;
}

Result<FirstSave> prepare_first_save(Core& core, FirstSave save, MessageContent content, const Session& session) {
  drop_computed(content.properties);
  complete_new(content, session.random->guid(), person(session));
  for (Attachment& attachment : content.attachments) {
    if (attachment.record_key.is_null()) attachment.record_key = session.random->guid();
  }
  TRY(check_named_ids(core, content));
  TRY_SET(save.encoded, encode(content));
  save.large = large_hashes(content);
  save.date = own_date(content);
  fill_columns(save.columns, content, save.encoded.size());
  save.content = std::make_shared<const MessageContent>(std::move(content));
  return save;
}

Result<std::vector<Snapshot>> save_new(Core& core, const Session& session, std::vector<FirstSave> saves,
                                       std::span<const NoteChange> notes) {
  TRY(may_write(core, session));
  TRY(check_notes(notes));
  std::vector<Snapshot> made;
  const auto job = [&](storage::Transaction& transaction) -> Status {
    TRY(may_create(transaction, session, saves));
    TRY(write_notes(transaction, notes));
    const FileTime now = session.clock->now();
    FolderLedger ledger;
    made.assign(saves.size(), {});
    std::map<FolderId, std::vector<MessageId>> by_folder;
    for (std::size_t i = 0; i < saves.size(); ++i) {
      TRY(make_first(transaction, session, saves[i], now, ledger, made[i]));
      by_folder[saves[i].folder].push_back(made[i].record.id);
    }
    std::map<FolderId, LogPosition> positions;
    for (auto& [folder, ids] : by_folder) {
      TRY_SET(positions[folder], transaction.append_log({{}, ChangeKind::message_created, folder, {}, session.id, ids}));
    }
    for (Snapshot& snapshot : made) {
      snapshot.record.log_position = positions[snapshot.record.folder];
      TRY(fit_sort_keys(transaction, snapshot.record));
      TRY(transaction.insert_message(snapshot.record));
    }
    if (Status counted = ledger.write(transaction, session.id); !counted.ok()) {
      Error error = std::move(counted).error();
      if (error.code == Code::not_found) {
        return folder_is_deleted(error);
      }
      return error;
    }
    for (std::size_t i = 0; i < saves.size(); ++i) {
      if (saves[i].conflict_with) {
        TRY(link_copy(transaction, session, *saves[i].conflict_with, made[i].record.id, now));
      }
    }
    return ok_status();
  };
  Status status = storage::commit_and_wait(*core.engine, job);
  if (!status.ok()) {
    const bool settled = status.error().code == Code::outcome_unknown && !made.empty() && is_there(core, made[0].info);
    if (!settled) return std::move(status).error();
  }
  return made;
}

}  // namespace postroom::store
