// What an engine keeps: plain records, one struct a table. The meaning of every field is decided in src/store;
// an engine stores and returns them unchanged.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>
#include <postroom/kinds.h>
#include <postroom/property.h>
#include <postroom/time.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace postroom::storage {

using postroom::ChangeKind;
using postroom::FolderKind;
using postroom::MessageKind;
using postroom::SaveKind;

struct SettingRecord {
  std::string key;
  std::string value;
  friend bool operator==(const SettingRecord&, const SettingRecord&) = default;
};

struct FolderRecord {
  FolderId id;
  FolderId parent;  // the root's is itself
  FolderKind kind = FolderKind::generic;
  std::string name;
  Bytes properties;  // encoded PropertySet: what clients set beyond the columns here
  FileTime created;
  FileTime modified;
  std::int64_t content_count = 0;     // messages, neither associated nor deleted
  std::int64_t unread_count = 0;      // of these, without the read flag
  std::int64_t associated_count = 0;  // associated messages that are not deleted
  std::int64_t deleted_count = 0;     // messages ever deleted here
  LogPosition log_position;           // of the last change to the folder itself, counters included
  friend bool operator==(const FolderRecord&, const FolderRecord&) = default;
};

inline constexpr std::size_t kSortKeyBytes = 16;

// The narrow row of a message: what lists sort, filter and show, and the numbers that decide conflicts.
struct MessageRecord {
  MessageId id;
  FolderId folder;
  MessageKind kind = MessageKind::normal;
  VersionNumber version;       // of the current content
  ChangeNumber change_number;  // of the current content, and the key of its VersionRecord
  ReadStateNumber read_state;
  LogPosition log_position;
  std::int32_t flags = 0;   // PR_MESSAGE_FLAGS bits that are kept and not derived
  std::int32_t status = 0;  // PR_MSG_STATUS
  std::int64_t size = 0;    // PR_MESSAGE_SIZE, bytes
  FileTime date;            // what lists sort by: delivered, else submitted, else created
  FileTime created;
  FileTime modified;
  std::int32_t importance = 1;
  bool has_attachments = false;
  std::string message_class;
  std::string subject;
  std::string sender;
  std::string display_to;
  std::optional<FileTime> deleted;  // when, while it can still be undeleted
  std::int64_t history_count = 0;   // versions stored, the current one included
  std::int64_t history_bytes = 0;   // bytes of content in them
  // The first kSortKeyBytes of the collation key of subject, sender and display_to; empty: not computed.
  Bytes subject_key, sender_key, to_key;
  friend bool operator==(const MessageRecord&, const MessageRecord&) = default;
};

// One commit of a message's content, without the content.
struct VersionInfo {
  ChangeNumber change_number;
  MessageId message;
  VersionNumber number;
  SaveKind kind = SaveKind::first;
  FileTime saved;
  std::string who;
  std::string client;
  std::uint64_t session = 0;
  std::int64_t content_bytes = 0;
  friend bool operator==(const VersionInfo&, const VersionInfo&) = default;
};

// Immutable once committed.
struct VersionRecord {
  VersionInfo info;
  Bytes content;  // encoded MessageContent
  Bytes source;   // how the message came, if it came as bytes and this is still that; empty otherwise
  friend bool operator==(const VersionRecord&, const VersionRecord&) = default;
};

struct CurrentMessage {
  MessageRecord record;
  VersionInfo info;
  Bytes content;
  Bytes folder_properties;  // of the folder it is in, so that its access list costs no look-up of its own
  // Whether it is an end of a ConflictLink; nothing from an engine whose look-up would take longer for it.
  std::optional<bool> has_links = std::nullopt;
};

// The least that says which version a message is at, and who may know.
struct MessagePlace {
  FolderId folder;
  VersionNumber version;
  std::optional<FileTime> deleted;
  Bytes folder_properties;  // as CurrentMessage has them
  friend bool operator==(const MessagePlace&, const MessagePlace&) = default;
};

// One entry of the change log.
struct LogRecord {
  LogPosition position;
  ChangeKind kind = ChangeKind::message_created;
  FolderId folder;      // where the messages are, or the folder itself
  FolderId old_folder;  // where they were, for moves and copies; for a folder its old parent
  std::uint64_t session = 0;  // whose change it was
  std::vector<MessageId> messages;
  friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

// A loser of a conflict that was saved elsewhere (PR_CONFLICT_ITEMS).
struct ConflictLink {
  MessageId winner;
  MessageId copy;
  FileTime made;
  friend bool operator==(const ConflictLink&, const ConflictLink&) = default;
};

struct NameRecord {
  std::uint16_t id = 0;  // kFirstNamedId to kLastNamedId
  PropertyName name;
  friend bool operator==(const NameRecord&, const NameRecord&) = default;
};

// While a lease lasts, no large value is collected that lost its last reference after `taken`.
struct LeaseRecord {
  std::uint64_t id = 0;  // random, chosen by the holder
  FileTime taken;
  FileTime until;
  friend bool operator==(const LeaseRecord&, const LeaseRecord&) = default;
};

struct ReadStateRecord {
  MessageId id;
  FolderId folder;
  MessageKind kind = MessageKind::normal;
  std::int32_t flags = 0;
  bool deleted = false;
};

struct Counters {
  std::int64_t last_id = 0;  // greatest folder or message id ever given out; less than 0: sealed (seal.h)
  ChangeNumber change_number;
  ReadStateNumber read_state;
  LogPosition log_position;
  LogPosition log_start;  // positions up to this one are no longer in the log
  std::int64_t collation = 0;  // who may write sort keys (src/store/sort_keys.h)
  friend bool operator==(const Counters&, const Counters&) = default;
};

}  // namespace postroom::storage
