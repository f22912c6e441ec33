// The port between the domain and the databases. src/store calls it; storage/sqlite and storage/postgres implement
// it; conformance.h says the same in tests that every engine passes.
//
// Atomic: one job. All of its writes become visible and durable together, or none do. Jobs of one store take effect
// one after the other; each sees everything that the ones before it wrote.
// Retried: a job may run more than once (after a lost race, a full disk, a lost connection) and so writes only
// through its Transaction and into variables that it sets anew each time.
// Threads: an Engine is used from any number of threads. A View, Transaction or LargeWriter from one at a time.
#pragma once

#include "storage/records.h"
#include "storage/search_index.h"

#include <functional>
#include <memory>
#include <span>
#include <variant>

namespace postroom::storage {

enum class Deleted { no, yes };

// Messages of a folder, newest first (by date, then id). `before` continues after the last row of a page.
struct MessageQuery {
  FolderId folder;
  MessageKind kind = MessageKind::normal;
  Deleted deleted = Deleted::no;
  struct Place {
    FileTime date;
    MessageId id;
  };
  std::optional<Place> before;
  std::size_t limit = 1000;
};

// Which fields of its row a scan brings; id, folder, kind and deleted come in any case, all others of the record are
// then without meaning.
enum class RowFields : std::uint32_t {
  none = 0,
  numbers = 1 << 0,      // version, change_number, read_state, log_position, history
  flags = 1 << 1,        // flags and status
  size = 1 << 2,
  date = 1 << 3,
  times = 1 << 4,        // created, modified
  importance = 1 << 5,   // and has_attachments
  message_class = 1 << 6,
  subject = 1 << 7,
  sender = 1 << 8,
  display_to = 1 << 9,
  subject_key = 1 << 10,
  sender_key = 1 << 11,
  to_key = 1 << 12,
  all = (1 << 13) - 1,
};
constexpr RowFields operator|(RowFields a, RowFields b) {
  return static_cast<RowFields>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr bool has(RowFields fields, RowFields wanted) {
  return (static_cast<std::uint32_t>(fields) & static_cast<std::uint32_t>(wanted)) != 0;
}

// What keeps a scan from visiting rows that nobody wants: those with more than `value` in a column (past_is_more), or
// with less. A hint: an engine may visit them all the same, and does visit rows whose key is empty.
enum class BoundColumn : std::uint8_t { size, date, created, modified, importance, subject_key, sender_key, to_key };
struct ScanBound {
  BoundColumn column = BoundColumn::date;
  bool past_is_more = true;
  std::variant<std::int64_t, Bytes> value;  // Bytes for the keys
  // Of rows with that very value, those that are older are past, too.
  FileTime same_from{INT64_MIN};
  friend bool operator==(const ScanBound&, const ScanBound&) = default;
};

// A slice of the messages of some folders, in order of id. The engine chooses between walking an index and walking
// all rows.
struct ScanQuery {
  std::span<const FolderId> folders = {};  // sorted; empty: all of the store
  MessageKind kind = MessageKind::normal;
  Deleted deleted = Deleted::no;
  RowFields fields = RowFields::none;
  bool content = false;          // the current content, too
  MessageId after = {};          // from the first id greater than this one
  MessageId up_to{INT64_MAX};    // to this one
  std::size_t limit = SIZE_MAX;  // rows visited
  std::optional<ScanBound> bound = std::nullopt;
};
// Both are valid during the call, which reads nothing of the same view. False: enough.
using VisitRow = std::function<bool(const MessageRecord& row, ByteView content)>;

// A consistent reading of one moment, at the latest that of its first look-up. Keep it for less than a second: it
// holds back the engine's housekeeping.
class View {
 public:
  virtual ~View() = default;
  virtual Result<Counters> counters() = 0;
  virtual Result<std::optional<std::string>> setting(std::string_view key) = 0;
  // In order of key, byte by byte, from the first one after `after_key`.
  virtual Result<std::vector<SettingRecord>> settings(std::string_view after_key, std::size_t limit) = 0;
  virtual Result<std::optional<FolderRecord>> folder(FolderId id) = 0;
  virtual Result<std::vector<FolderRecord>> folders() = 0;  // in order of id
  virtual Result<std::optional<MessageRecord>> message(MessageId id) = 0;
  virtual Result<std::optional<CurrentMessage>> current(MessageId id) = 0;  // row and content in one look-up
  virtual Result<std::vector<MessageRecord>> messages(const MessageQuery& query) = 0;
  // All messages of the store in order of id, deleted and associated ones too, from the first id after `after`.
  virtual Result<std::vector<MessageRecord>> messages_after(MessageId after, std::size_t limit) = 0;
  // A long one in slices, each on a view of its own: see above.
  virtual Status scan(const ScanQuery& query, const VisitRow& visit) = 0;
  // Those of `ids` that there are, deleted and associated ones too, in any order; fields and content as in a scan.
  // `ids` are any number, each named once.
  virtual Status scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                            const VisitRow& visit) = 0;
  virtual Result<std::vector<ReadStateRecord>> read_states(std::span<const MessageId> ids) = 0;  // of those there are
  virtual Result<std::vector<VersionInfo>> versions(MessageId id) = 0;                     // oldest first
  virtual Result<std::optional<VersionRecord>> version(MessageId id, VersionNumber number) = 0;
  virtual Result<std::vector<ContentHash>> references(ChangeNumber version) = 0;  // large values it refers to, sorted
  virtual Result<std::vector<ConflictLink>> links() = 0;
  virtual Result<std::vector<ConflictLink>> links_of(MessageId either_end) = 0;
  virtual Result<std::vector<NameRecord>> names(std::uint16_t after_id) = 0;  // in order of id
  virtual Result<std::vector<LogRecord>> log(LogPosition after, std::size_t limit) = 0;
};

// A View that writes. Lives inside one job.
class Transaction : public View {
 public:
  virtual Result<std::int64_t> allocate_id() = 0;  // for a folder or message
  virtual Status put_setting(std::string_view key, std::string_view value) = 0;
  virtual Status remove_setting(std::string_view key) = 0;  // or nothing, where there is none
  virtual Status insert_folder(const FolderRecord& folder) = 0;
  virtual Status update_folder(const FolderRecord& folder) = 0;
  virtual Status remove_folder(FolderId id) = 0;
  virtual Status insert_message(const MessageRecord& message) = 0;
  virtual Status update_message(const MessageRecord& message) = 0;
  virtual Status remove_message(MessageId id, FileTime now) = 0;  // with its versions and links
  // (flags | set) & ~clear on each, stamped with the next read-state number and `position`.
  virtual Status change_flags(std::span<const MessageId> ids, std::int32_t set, std::int32_t clear,
                              LogPosition position) = 0;
  // Assigns and returns the next change number. `large` are the values its content refers to, each once;
  // Code::not_found if one of them is not in the store. info.change_number and info.content_bytes are ignored.
  virtual Result<ChangeNumber> insert_version(const VersionRecord& version, std::span<const ContentHash> large) = 0;
  // A value that loses its last reference through a removal counts as unreferenced from `now` on.
  virtual Status remove_version(ChangeNumber version, FileTime now) = 0;
  virtual Status insert_link(const ConflictLink& link) = 0;
  virtual Status remove_link(const ConflictLink& link) = 0;
  virtual Status insert_name(const NameRecord& name) = 0;
  virtual Result<LogPosition> append_log(const LogRecord& record) = 0;  // assigns the next position
  virtual Status trim_log(LogPosition up_to) = 0;
  // For the copy of a whole store: what is given out next follows these numbers, whatever was given out before.
  virtual Status put_counters(const Counters& counters) = 0;
  virtual Status put_lease(const LeaseRecord& lease) = 0;
  virtual Status remove_lease(std::uint64_t id) = 0;
  // Removes at most `limit` large values unreferenced (or left half written) since before `before`, and not protected
  // by a lease that is valid at `now`; returns how many.
  virtual Result<std::size_t> collect_large_values(FileTime before, FileTime now, std::size_t limit) = 0;
};

using Job = std::function<Status(Transaction&)>;
// Called exactly once, after the job's writes are durable or surely gone. Code::outcome_unknown: neither is known.
using Completion = std::function<void(Status)>;

// Takes the bytes of one large value in pieces, durable by and by; destroying it unfinished abandons them.
class LargeWriter {
 public:
  virtual ~LargeWriter() = default;
  virtual Status append(ByteView bytes) = 0;
  // Publishes them under `value`; if the store has that content already, these bytes are dropped.
  virtual Status finish(const LargeValue& value) = 0;
};

using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// What a store takes up, as its engine counts it.
struct StorageUse {
  std::string engine;          // "SQLite"
  std::int64_t bytes = 0;      // on disk
  bool is_shared = false;      // with other stores: `bytes` is what all of them take up
  std::int64_t large_values = 0;
  std::int64_t large_bytes = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual bool is_read_only() const = 0;
  virtual Result<std::unique_ptr<View>> view() = 0;
  // As View::current(), of this moment, for who wants nothing else of it: an engine may have it cheaper than a view.
  virtual Result<std::optional<CurrentMessage>> current(MessageId id);
  // Where a message is and at which version, of this moment; nothing where it or its folder is missing.
  virtual Result<std::optional<MessagePlace>> place(MessageId id);
  // Runs the job, possibly together with others in one database transaction; a job that fails leaves no trace and
  // hands its error to its own completion only. The job and completion may run on this thread before commit()
  // returns, or on another later.
  virtual void commit(Job job, Completion done) = 0;
  // The same for a job that reads this message, and the folder it is in, before it writes: an engine that has a long
  // way to them may bring those of many jobs at once.
  virtual void commit_on(MessageId message, Job job, Completion done);
  virtual Result<std::unique_ptr<LargeWriter>> write_large() = 0;
  // By the hash alone: `size` need not be known, here and in read_large.
  virtual Result<bool> has_large(const LargeValue& value) = 0;
  // As RandomAccess::read_at. Code::not_found if the value has been collected.
  virtual Result<std::size_t> read_large(const LargeValue& value, std::uint64_t offset,
                                         std::span<std::uint8_t> buffer) = 0;
  // Calls `changed` on a thread of the engine soon after any commit, of this process or another; sometimes for
  // nothing. Destroying the returned object ends it and waits for a call under way.
  virtual Result<std::shared_ptr<void>> watch(std::function<void()> changed) = 0;
  // Code::not_supported where there can be none (a read-only folder and no index there): every message is looked at.
  virtual Result<std::shared_ptr<SearchIndex>> search_index();
  // What is wrong with the database below the records (structure, references, counters), a sentence each.
  virtual Result<std::vector<std::string>> verify() = 0;
  virtual Status backup(const std::string& destination, const Progress& progress) = 0;  // others go on working
  virtual Status reclaim_space(const Progress& progress) = 0;
  virtual Result<StorageUse> use();
};

enum class Sealed { refused, allowed };

// Commits and waits. Do not call from inside a job or completion. Code::read_only, and nothing is written, if the
// store is sealed (seal.h) when the job ends and `sealed` does not allow that.
Status commit_and_wait(Engine& engine, Job job, Sealed sealed = Sealed::refused);
Status commit_and_wait_on(Engine& engine, MessageId message, Job job);  // (Engine::commit_on)

}  // namespace postroom::storage
