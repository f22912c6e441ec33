// The compare-and-commit behind every save: one job, so that nobody commits between the comparison and the write
// (rule C16).
#pragma once

#include "store/core.h"

namespace postroom::store {

// What a handle stands on.
struct Snapshot {
  storage::MessageRecord record;
  storage::VersionInfo info;
  std::shared_ptr<const MessageContent> content;
  std::optional<bool> has_links = std::nullopt;  // as in storage::CurrentMessage
  VersionNumber newest = {};  // of the message when this was read; 0: this one
};

struct SaveRequest {
  Snapshot base;
  std::shared_ptr<const MessageContent> mine;
  bool edited = false;
  bool is_outdated = false;  // there is a newer version than the base
  SaveMode mode = SaveMode::strict;
  SaveKind kind = SaveKind::plain;            // of a save that is neither forced nor merged
  const std::vector<UnitChoice>* choices = nullptr;  // for a merge with decisions made on version `seen`
  VersionNumber seen;
  const storage::VersionRecord* restored = nullptr;  // the version whose content `mine` is: brings its original bytes
};

struct SaveOutcome {
  Snapshot snapshot;  // what the handle stands on now
  bool committed = false;
  bool merged = false;
};

// On refusal: Code::object_changed, and `conflict` says why.
Result<SaveOutcome> save_existing(Core& core, const Session& session, const SaveRequest& request,
                                  std::unique_ptr<Conflict>& conflict);

struct FirstSave {
  FolderId folder;
  MessageKind kind = MessageKind::normal;
  std::int32_t flags = 0;
  std::int32_t status = 0;
  std::optional<FileTime> created;
  std::optional<FileTime> modified;
  SaveKind save_kind = SaveKind::first;
  Bytes source;                            // packed; may be empty
  std::optional<MessageId> conflict_with;  // link as a conflict copy of this one, if it is still there
  // These are set by prepare_first_save():
  std::shared_ptr<const MessageContent> content;  // what the handle stands on afterwards; may be let go
  Bytes encoded;                                  // the same
  std::vector<ContentHash> large;                 // values that the content refers to
  storage::MessageRecord columns;                 // of the record, what follows from the content
  std::optional<FileTime> date;                   // the same
};

// Completes, checks and encodes the content; what can be done before the job.
Result<FirstSave> prepare_first_save(Core& core, FirstSave save, MessageContent content, const Session& session);

// All in one commit, the notes too; their snapshots in order. Code::object_deleted if the folder is gone (rule C18).
Result<std::vector<Snapshot>> save_new(Core& core, const Session& session, std::vector<FirstSave> saves,
                                       std::span<const NoteChange> notes = {});

}  // namespace postroom::store
