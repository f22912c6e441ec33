// The writes of engine.h, on the one writing connection.
#pragma once

#include "storage/sqlite/view.h"

namespace postroom::storage {

// Lives as long as its connection and serves one database transaction after another: begin(), jobs, then
// commit() or roll_back(). Counters are kept in memory in between and written once.
class SqliteTransaction final : public Reads<Transaction> {
 public:
  using Reads::Reads;

  Status begin();
  Status write_counters();
  Status commit();  // on failure nothing is known yet: see settle()
  void roll_back();
  Status mark();                               // a savepoint, for one job of several
  Status keep();                               // gives it up, with what was written since
  Status undo(const Counters& counters_then);  // goes back to it
  const Counters& state() const { return counters_; }
  bool wrote() const { return wrote_; }  // anything since begin() or mark()

  // After a commit() that failed: writes over what it left in the log file, so that no crash can bring it
  // back. True: surely nothing of it is there.
  bool settle();

  Result<Counters> counters() override { return counters_; }
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

  // For the staging of large values and for maintenance.
  Connection& write_on() { return wrote_ = true, connection(); }

 private:
  Status change_one(const char* what, Result<std::int64_t> changed);
  Result<std::vector<std::int64_t>> find_large(std::span<const ContentHash> hashes);

  Counters counters_;
  Counters stored_;  // as the counters row has them
  bool wrote_ = false;
};

}  // namespace postroom::storage
