// A store: one mailbox that many clients open at once. Open it with open_store (open.h). Thread-safe; cheap to copy
// (copies share). Every operation names the Session that acts and checks its rights (Code::no_access,
// Code::read_only): what it may do in this store, and what the folders allow it (docs/rights.md). A folder that the
// session may not see is as one that is not there.
#pragma once

#include <postroom/events.h>
#include <postroom/message.h>
#include <postroom/rights.h>
#include <postroom/search_folder.h>
#include <postroom/table.h>

#include <functional>
#include <map>
#include <span>

namespace postroom {

namespace store {
class Core;
struct FirstSave;
}

enum class SpecialFolder {
  root, ipm_subtree, inbox, outbox, sent_items, deleted_items, drafts, calendar, contacts, tasks, notes, junk,
  conflicts, views, common_views, finder,
};

struct FolderInfo {
  FolderId id;
  FolderId parent;
  FolderKind kind = FolderKind::generic;
  std::string name;
  std::string path;  // below the IPM subtree, "/" between names: "Inbox/Printers"
  std::int64_t content_count = 0;  // of a search folder: as of when it was last read
  std::int64_t unread_count = 0;
  std::int64_t associated_count = 0;
  std::int64_t deleted_count = 0;
  bool has_subfolders = false;
  FileTime created, modified;
  FolderRights rights = FolderRights::none;  // of the session in it
};

// A row of a list, without opening the message.
struct MessageSummary {
  MessageId id;
  FolderId folder;
  MessageKind kind = MessageKind::normal;
  VersionNumber version;
  ChangeNumber change_number;
  ReadStateNumber read_state;
  LogPosition log_position;
  std::int32_t flags = 0;  // PR_MESSAGE_FLAGS, all of it
  std::int32_t status = 0;
  std::int64_t size = 0;
  FileTime date, created, modified;
  std::int32_t importance = 1;
  bool has_attachments = false;
  std::string message_class, subject, sender, display_to;
  std::optional<FileTime> deleted;
};

struct CurrentVersion {
  VersionNumber version;
  std::optional<FileTime> deleted;  // when, while it can still be undeleted
};

struct ListOptions {
  MessageKind kind = MessageKind::normal;
  bool deleted = false;                      // list those that can be undeleted instead
  const MessageSummary* after = nullptr;     // continue after this row
  std::size_t limit = 1000;
};

// Operations on many messages go on past those that cannot be done (MAPI_W_PARTIAL_COMPLETION).
struct BulkReport {
  std::vector<MessageId> done;
  // Not there, deleted, nothing to do to them, or not allowed; Code::no_access instead of a report where that is the
  // reason and none was done.
  std::vector<MessageId> skipped;
  std::vector<MessageId> unchanged;  // those of the skipped ones that were in the wanted state already (mark)
};

enum class DeleteKind { recoverable, permanent };

// Where messages of a class are delivered ("MAPI Receive Folders" in the Outlook MAPI reference).
struct ReceiveFolder {
  std::string message_class;  // empty: of every class that no other association is for
  FolderId folder;
  FileTime modified;
  friend bool operator==(const ReceiveFolder&, const ReceiveFolder&) = default;
};

// What a caller of add_messages brings: a whole message, saved as its first version.
struct NewMessage {
  MessageContent content;
  std::vector<std::pair<PropertyName, Property>> named;  // the property's id is assigned by the store
  MessageKind kind = MessageKind::normal;
  std::int32_t flags = 0;              // PR_MESSAGE_FLAGS: read, unsent, from_me, resend
  std::int32_t status = 0;             // PR_MSG_STATUS, but for in_conflict, which is the store's
  std::optional<FileTime> created;
  Bytes source;                        // the bytes it came as, for byte-identical export; may be empty
  std::optional<LargeValue> large_source;  // the same when it is too large to hold
};

// A small text that a program keeps in the store, such as how far an import has come; no one else sees it.
struct Note {
  std::string key;  // printable ASCII, 1 to kMaxNoteKey bytes: "import.…"
  std::string text;  // UTF-8, up to kMaxNoteText bytes
  friend bool operator==(const Note&, const Note&) = default;
};

// Code::collision, and nothing is written, unless the note is `before` at that moment; nullopt: there is none.
struct NoteChange {
  std::string key;
  std::optional<std::string> before, after;
};

// New messages as the store will keep them: checked, encoded and packed. Holds no lock and no transaction.
class PreparedMessages {
 public:
  PreparedMessages(PreparedMessages&&) noexcept;
  PreparedMessages& operator=(PreparedMessages&&) noexcept;
  ~PreparedMessages();

 private:
  friend class Store;
  explicit PreparedMessages(std::vector<store::FirstSave> saves);
  std::unique_ptr<std::vector<store::FirstSave>> saves_;
};

struct HistoryEntry {
  VersionNumber version;
  SaveKind kind = SaveKind::first;
  FileTime saved;
  std::string who, client;
  bool current = false;
  std::int64_t folded = 0;  // earlier saves of the same session within a minute, listed as this one
};

struct ConflictPair {
  MessageSummary winner, copy;
  FileTime made;
};

struct Retention {
  std::int64_t versions = 100;           // listed versions kept per message
  Ticks age = std::chrono::days(30);     // replaced versions older than this go
  std::int64_t hard_versions = 1000;     // stored versions per message, listed or not
  std::int64_t hard_bytes = 256 << 20;   // bytes of content per message in its history
  Ticks deleted_age = std::chrono::days(30);  // deleted messages stay recoverable
  std::int64_t log_entries = 200'000;    // of the change log
  friend bool operator==(const Retention&, const Retention&) = default;
};

struct CompactReport {
  std::int64_t messages = 0, versions = 0, large_values = 0, log_entries = 0;
};

// What is in a store. The counts of messages are those of the folders at one moment; what needs every row is counted
// in slices while others go on writing.
struct StoreStatistics {
  std::int64_t folders = 0;
  std::int64_t messages = 0;    // neither associated nor deleted
  std::int64_t unread = 0;      // of these
  std::int64_t associated = 0;
  std::int64_t deleted = 0;     // that can be undeleted, of both kinds
  std::int64_t with_attachments = 0;  // messages of all kinds
  std::int64_t message_bytes = 0;     // PR_MESSAGE_SIZE of all of them
  std::int64_t versions = 0;          // stored, the current ones included
  std::int64_t version_bytes = 0;     // of content in them; large values count once, below
  std::int64_t large_values = 0, large_bytes = 0;
  std::int64_t named_properties = 0;
  LogPosition log_start, log_end;  // the change log has what came after the first, up to the second
  std::string engine;              // "SQLite"
  std::int64_t disk_bytes = 0;
  bool is_disk_shared = false;     // disk_bytes is of a whole database, with all of its stores
};

using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct SearchQuery;  // search.h
class Search;

class Store {
 public:
  explicit Store(std::shared_ptr<store::Core> core) : core_(std::move(core)) {}

  const Guid& guid() const;  // the store's record key
  bool is_read_only() const;
  LargeValues& large_values();

  // Folders. Their changes are permanent at once (rule C1).
  Result<std::vector<FolderInfo>> folders(const Session& session);
  Result<FolderInfo> folder(const Session& session, FolderId id);
  FolderId special(SpecialFolder which) const;
  // "Inbox/Printers" below the IPM subtree, "/" alone for the root; any case. Code::not_found names what is missing.
  Result<FolderId> find_folder(const Session& session, std::string_view path);
  Result<FolderId> create_folder(const Session& session, FolderId parent, std::string name);
  Status rename_folder(const Session& session, FolderId id, std::string name);
  // Without a new name it keeps its own.
  Status move_folder(const Session& session, FolderId id, FolderId new_parent, std::string new_name = {});
  Result<FolderId> copy_folder(const Session& session, FolderId id, FolderId parent, std::string name,
                               bool with_subfolders);
  struct DeleteFolderOptions {
    bool messages = false;    // else Code::has_messages if there are any
    bool subfolders = false;  // else Code::has_folders
    DeleteKind kind = DeleteKind::recoverable;  // permanent: with those that could be undeleted
  };
  // Its messages can still be undeleted, into Deleted Items, unless they are deleted for good.
  Status delete_folder(const Session& session, FolderId id, DeleteFolderOptions options);
  Result<PropertySet> folder_properties(const Session& session, FolderId id);
  Status set_folder_properties(const Session& session, FolderId id, const PropertySet& set,
                               std::span<const PropertyTag> remove = {});

  // Properties of the store itself: PR_DISPLAY_NAME and what clients set, at once (rule C1). Everybody may read them; for
  // who owns the root folder to set. Code::too_big for a value of more than 8 KiB.
  Result<PropertySet> store_properties(const Session& session);
  Status set_store_properties(const Session& session, const PropertySet& set, std::span<const PropertyTag> remove = {});

  // Receive folders (IMsgStore::GetReceiveFolder and SetReceiveFolder). That of a class is the one of the longest
  // association that the class equals or begins with, whole parts between dots, any case; the empty class is associated
  // always. Which folder that is, may be one that the session does not see.
  Result<ReceiveFolder> receive_folder(const Session& session, std::string_view message_class);
  // No folder: forgets the association; that of the empty class goes back to the Inbox. Code::invalid_argument for a
  // class that is none, not_found for a folder that is not there, no_access for a search folder.
  Status set_receive_folder(const Session& session, std::string_view message_class, std::optional<FolderId> folder);
  // In order of class. The table has PR_ENTRYID, PR_MESSAGE_CLASS and PR_RECORD_KEY, as of when it was opened.
  Result<std::vector<ReceiveFolder>> receive_folders(const Session& session);
  Result<Table> receive_folder_table(const Session& session);

  // Rights on folders. Nothing: everybody may do everything there. For who owns the folder.
  Result<std::optional<AccessList>> folder_rights(const Session& session, FolderId id);
  Status set_folder_rights(const Session& session, FolderId id, const std::optional<AccessList>& list,
                           Below below = Below::no);
  // A folder without a list gets one, in which others have no rights but what the change gives them. All in one
  // commit. Code::not_found if there was somebody to remove and nobody of these is named in any list.
  Status change_folder_rights(const Session& session, FolderId id, const RightsChange& change, Below below = Below::no);
  Result<FolderRights> effective_rights(const Session& session, FolderId id);  // of this session
  // Whose the store is: Session::who of whoever made it. No access list holds for the owner. Empty for none.
  Result<std::string> owner(const Session& session);
  Status set_owner(const Session& session, const std::string& who);  // by the owner or an administrator
  // Search folders (search_folder.h). Nothing can be put into one, copied or moved there, associated messages neither;
  // it has no folders in it, keeps its name and place, and cannot be copied; each of these answers Code::no_access. What
  // is deleted in it is deleted where it is; deleting the folder deletes no message.
  Result<FolderId> create_search_folder(const Session& session, FolderId parent, std::string name);
  // Null restriction or folders: those of before; Code::not_initialized where there are none. Populates the folder in
  // the background (ChangeKind::search_completed ends it); reading it meanwhile waits for that. Code::too_complex for a
  // restriction that cannot be evaluated, or with a count; invalid_argument for a scope that the folder itself is in, or
  // for search folders in it; not_found for others that are not there. To stop takes neither restriction nor folders.
  Status set_search_criteria(const Session& session, FolderId id, std::optional<Restriction> restriction,
                             std::optional<std::vector<FolderId>> folders, SearchFlags flags = {});
  // Code::not_initialized before the first criteria.
  Result<SearchCriteria> search_criteria(const Session& session, FolderId id);

  // Messages.
  Result<Message> create_message(const Session& session, FolderId folder, MessageKind kind = MessageKind::normal);
  Result<Message> open_message(const Session& session, MessageId id, Access access, bool deleted_too = false);
  // As if it had been opened when that version was the newest: a save of this handle meets what has been saved since.
  // For clients that keep no handle between reading and writing. Where the history no longer has that version, the
  // handle shows the newest one and its save is a conflict without a base. Code::not_found for one that never was.
  Result<Message> open_message_at(const Session& session, MessageId id, VersionNumber version, Access access);
  // All in one commit. Returns their ids in order.
  Result<std::vector<MessageId>> add_messages(const Session& session, FolderId folder, std::vector<NewMessage> messages);
  // The same in two steps. The first is most of the work, and several threads can do it at once; it may commit, too:
  // names that the store does not have yet.
  Result<PreparedMessages> prepare_messages(const Session& session, std::vector<NewMessage> messages);
  // The notes change in the same commit.
  Result<std::vector<MessageId>> add_prepared(const Session& session, FolderId folder, PreparedMessages messages,
                                              std::span<const NoteChange> notes = {});
  Result<MessageSummary> summary(const Session& session, MessageId id);
  // The quickest look at a message: which version it is at, and that it may be read. Errors as summary() has them.
  Result<CurrentVersion> current_version(const Session& session, MessageId id);
  Result<std::vector<MessageSummary>> list(const Session& session, FolderId folder, const ListOptions& options = {});

  // Tables (table.h). In the order of dates, newest first, until they are sorted.
  Result<Table> contents_table(const Session& session, FolderId folder, const ContentsOptions& options = {});
  // Folders below this one, children at PR_DEPTH 0; parents first, siblings by name.
  Result<Table> hierarchy_table(const Session& session, FolderId folder, HierarchyDepth depth = HierarchyDepth::children);

  // One commit each. `in`: only those that are in that folder at that moment; the others are skipped.
  // A move keeps entry ID, versions and open handles (C48); a copy is a new object.
  using In = std::optional<FolderId>;
  Result<BulkReport> move_messages(const Session& session, std::span<const MessageId> ids, FolderId to,
                                   In in = std::nullopt);
  Result<std::vector<std::pair<MessageId, MessageId>>> copy_messages(const Session& session,
                                                                     std::span<const MessageId> ids, FolderId to,
                                                                     In in = std::nullopt);
  // Goes through even while others have them open; their next save answers object_deleted.
  Result<BulkReport> delete_messages(const Session& session, std::span<const MessageId> ids, DeleteKind kind,
                                     In in = std::nullopt);
  // One alone, and why not if it cannot be: Code::not_found, Code::object_deleted if it could be undeleted already. With
  // `expected`: Code::object_changed, and nothing is done, unless that is the newest version at that moment.
  Status delete_message(const Session& session, MessageId id, DeleteKind kind,
                        std::optional<VersionNumber> expected = std::nullopt);
  Result<BulkReport> undelete_messages(const Session& session, std::span<const MessageId> ids,
                                       std::optional<FolderId> to = std::nullopt);
  enum class Read { no, yes };
  Result<BulkReport> mark(const Session& session, std::span<const MessageId> ids, Read read, In in = std::nullopt);
  // PR_MSG_STATUS: new = (old & ~mask) | (bits & mask), at once and atomically; returns the old one (C43).
  Result<std::int32_t> set_status(const Session& session, MessageId id, std::int32_t bits, std::int32_t mask);

  // History.
  Result<std::vector<HistoryEntry>> history(const Session& session, MessageId id, bool every_version = false);
  Result<MessageContent> version(const Session& session, MessageId id, VersionNumber number);
  // The units that differ: `base` is `before`, `mine` is `after`.
  Result<std::vector<Unit>> compare(const Session& session, MessageId id, VersionNumber before, VersionNumber after);
  // Makes that version the newest one again; where it was an import, its original bytes come back with it. With
  // `expected`: Code::object_changed, and nothing is written, unless that is the newest version at that moment; without,
  // what somebody saves meanwhile is in the history like every version that is replaced.
  Result<SaveReport> restore(const Session& session, MessageId id, VersionNumber number,
                             std::optional<VersionNumber> expected = std::nullopt);
  Result<std::vector<ConflictPair>> conflicts(const Session& session);
  Status settle_conflict(const Session& session, MessageId winner, MessageId copy);  // forgets the link, keeps both

  // Named properties: one mapping for the whole store, for ever.
  Result<std::optional<std::uint16_t>> find_property_id(const Session& session, const PropertyName& name);
  Result<std::uint16_t> property_id(const Session& session, const PropertyName& name);  // makes it if need be
  // Of all of them, in order; those that are missing are made in one commit, or none of them.
  Result<std::vector<std::uint16_t>> property_ids(const Session& session, std::span<const PropertyName> names);
  Result<std::optional<PropertyName>> property_name(const Session& session, std::uint16_t id);
  // All that the store has, in order of id.
  Result<std::vector<std::pair<std::uint16_t, PropertyName>>> property_names(const Session& session);

  // Notes. Changes are made all together or not at all.
  Result<std::optional<std::string>> note(const Session& session, std::string_view key);
  // In order of key, from the first one after `after_key`.
  Result<std::vector<Note>> notes(const Session& session, std::string_view after_key, std::size_t limit);
  Status change_notes(const Session& session, std::span<const NoteChange> changes);

  // Events, after each commit of any process, of what the session may read. Called on a thread of the store's; the
  // subscription ends, and waits for a call under way, when the returned object is destroyed.
  Result<std::shared_ptr<void>> subscribe(const Session& session, std::function<void(const Event&)> receive);
  // What happened after `position`; Event::Kind::reload alone if the log no longer reaches back that far.
  Result<std::vector<Event>> events_after(const Session& session, LogPosition position, std::size_t limit);
  Result<LogPosition> log_position(const Session& session);

  // Search (search.h). The first one starts what keeps the index up to date in the background, for as long as the
  // store is open. Code::invalid_argument if there is nothing to look for, too_big past kMaxSearchText or -Parts,
  // too_complex for a restriction that cannot be evaluated.
  Result<Search> search(const Session& session, const SearchQuery& query);
  // Starts it too, and returns when all that is in the store now is indexed, by this process or another one.
  // Code::not_supported says why there can be no index.
  Status index(const Session& session, const Progress& progress = {});

  // Upkeep.
  Result<Retention> retention(const Session& session);
  Status set_retention(const Session& session, const Retention& retention);
  Result<std::vector<std::string>> check(const Session& session, const Progress& progress = {});
  Result<StoreStatistics> statistics(const Session& session, const Progress& progress = {});
  Result<CompactReport> compact(const Session& session, const Progress& progress = {});
  Status backup(const Session& session, const std::string& destination, const Progress& progress = {});

 private:
  std::shared_ptr<store::Core> core_;
};

inline constexpr std::size_t kMaxFolderName = 255;       // bytes
inline constexpr std::size_t kMaxReceiveFolders = 1000;  // per store
inline constexpr std::size_t kMaxNamedProperties = 32'767;  // per store
inline constexpr std::size_t kMaxPropertyName = 254;     // bytes of a string name
inline constexpr std::size_t kMaxBulk = 100'000;         // messages in one operation
inline constexpr std::size_t kMaxNoteKey = 200;          // bytes
inline constexpr std::size_t kMaxNoteText = 64 << 10;    // bytes
inline constexpr std::size_t kMaxNoteChanges = 1000;     // in one commit

}  // namespace postroom
