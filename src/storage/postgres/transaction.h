// The writes of engine.h, on the one writing connection.
#pragma once

#include "storage/postgres/view.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace postroom::storage::postgres {

// One database transaction: begin(), jobs, then commit() or roll_back(). Most writes only wait in the
// connection's queue and go with the next reading or the commit; so a failure of one may come out at a later
// statement, or at commit(), and then nothing of the transaction is written. What a caller has to be told at
// once (a row that is not there) is asked for at once, unless this transaction has seen the row before.
class PostgresTransaction final : public Reads<Transaction> {
 public:
  using Reads::Reads;

  // Queues BEGIN and the lock of the store's row, whose counters come with the first answer. `token` is
  // random, names this transaction, and stands in the store's row and in its log entries, so that a lost
  // COMMIT can be looked for.
  void begin(std::int64_t token);
  // After begin(), or lock(): messages that the jobs read first, with their folders, come with the next
  // answer. Those that have come are not asked for again.
  void foresee(const std::vector<MessageId>& messages);
  // Waits for the lock of the store's row, and for what was foreseen.
  Status lock() { return load(); }
  // Queues the counters and COMMIT and waits. After a failure see may_have_committed(), and roll_back().
  Status commit();
  // Whether the connection was lost when the COMMIT of a failed commit() may have reached the server: only
  // the server knows then. False: surely nothing was written.
  bool may_have_committed() const { return in_doubt_; }
  void roll_back();

  // A place to go back to, for one job of several. Costs a savepoint only where the job reads after it has
  // written.
  void mark();
  void keep();
  void undo();

  bool wrote() const { return wrote_; }  // anything since begin() or mark()
  // As the store's row has them now, or will have; waits for the lock if need be.
  Result<Counters> counters() override;
  std::int64_t token() const { return token_; }
  std::int64_t token_before() const { return token_before_; }         // of the commit before this one
  LogPosition last_appended() const { return state_.last_appended; }  // 0: none

  // (engine.h) Rows that these reads have shown need not be asked for when they are changed.
  Result<std::optional<FolderRecord>> folder(FolderId id) override;
  Result<std::optional<MessageRecord>> message(MessageId id) override;
  Result<std::optional<CurrentMessage>> current(MessageId id) override;
  Result<std::vector<VersionInfo>> versions(MessageId id) override;
  Result<std::int64_t> allocate_id() override;
  Status put_setting(std::string_view key, std::string_view value) override;
  Status remove_setting(std::string_view key) override;
  Status insert_folder(const FolderRecord& folder) override;
  Status update_folder(const FolderRecord& folder) override;
  Status remove_folder(FolderId id) override;
  Status insert_message(const MessageRecord& message) override;
  Status update_message(const MessageRecord& message) override;
  Status remove_message(MessageId id, FileTime now) override;
  Status change_flags(std::span<const MessageId> ids, std::int32_t set, std::int32_t clear,
                      LogPosition position) override;
  Result<ChangeNumber> insert_version(const VersionRecord& version,
                                      std::span<const ContentHash> large) override;
  Status remove_version(ChangeNumber version, FileTime now) override;
  Status insert_link(const ConflictLink& link) override;
  Status remove_link(const ConflictLink& link) override;
  Status insert_name(const NameRecord& name) override;
  Result<LogPosition> append_log(const LogRecord& record) override;
  Status trim_log(LogPosition up_to) override;
  Status put_counters(const Counters& counters) override;
  Status put_lease(const LeaseRecord& lease) override;
  Status remove_lease(std::uint64_t id) override;
  Result<std::size_t> collect_large_values(FileTime before, FileTime now, std::size_t limit) override;

  // For the staging of large values: the connection, for statements of any kind.
  Connection& write_on();
  Result<std::int64_t> allocate_large_id();

 protected:
  // The connection, for a statement that waits for its answer: sets the savepoint first where one is needed.
  Connection& for_reading() override;

 private:
  // What the store's row has, or will have.
  struct State {
    Counters counters;
    std::int64_t last_large = 0;
    LogPosition last_appended;
  };

  Status load();  // the store's row, if it has not been read yet, and what was foreseen
  Status see_foreseen() { return asked_.empty() ? ok_status() : load(); }
  Status take_foreseen();
  void forget_asked();
  void set_savepoint();
  void forget_known();
  void forget_written();
  Connection& write_at_once();
  template <class... Values>
  void write_later(const Sql& sql, const Values&... values) {
    wrote_ = true;
    connection().queue(sql, values...);
  }
  // Changes one row: later if it is known to be there, else at once, with Code::not_found if it is not.
  template <class... Values>
  Status change_one(bool is_known, const char* what, const Sql& sql, const Values&... values) {
    if (is_known) {
      write_later(sql, values...);
      return ok_status();
    }
    return found_one(what, write_at_once().change(sql, values...));
  }
  static Status found_one(const char* what, const Result<std::int64_t>& changed);

  Rows row_;             // of the store, once it has come
  bool loaded_ = false;  // and is in the members here
  State state_, stored_;
  std::optional<State> marked_state_;  // at mark(); nothing: it had not been loaded
  std::int64_t token_ = 0, token_before_ = 0;

  bool wrote_ = false;
  bool sent_ = false;      // perhaps something since begin()
  bool in_doubt_ = false;  // after commit()
  bool marked_ = false;
  bool saved_ = false;     // the savepoint of the mark is set
  std::size_t place_ = 0;  // in the queue: where the savepoint goes; once it is set, what comes behind it

  // Messages that were foreseen, as this transaction has them by now; nothing: there is no such message.
  std::vector<MessageId> asked_;
  Rows asked_messages_, asked_folders_;  // once they have come
  std::unordered_map<MessageId, std::optional<MessageRecord>> foreseen_;
  // In this transaction surely there. Folders as they are: nobody else changes them meanwhile, as the store's
  // row is locked, and each of many jobs asks for the one that its message is in.
  std::unordered_map<FolderId, FolderRecord> folders_;
  std::unordered_set<MessageId> messages_;
  // Written since mark(), and so not known any more once that is taken back.
  std::vector<FolderId> written_folders_;
  std::vector<MessageId> written_messages_;
  std::unordered_set<ChangeNumber> versions_;
};

}  // namespace postroom::storage::postgres
