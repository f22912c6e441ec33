// Reads and writes of one MemoryTables.
#pragma once

#include "memory/memory_engine.h"

namespace postroom::storage {

class MemoryTransaction final : public Transaction {
 public:
  explicit MemoryTransaction(std::shared_ptr<MemoryTables> tables)
      : kept_(std::move(tables)), tables_(*kept_) {}

  void replace(MemoryTables tables) { tables_ = std::move(tables); }

  Result<Counters> counters() override { return tables_.counters; }
  Result<std::optional<std::string>> setting(std::string_view key) override;
  Result<std::vector<SettingRecord>> settings(std::string_view after_key, std::size_t limit) override;
  Result<std::optional<FolderRecord>> folder(FolderId id) override;
  Result<std::vector<FolderRecord>> folders() override;
  Result<std::optional<MessageRecord>> message(MessageId id) override;
  Result<std::optional<CurrentMessage>> current(MessageId id) override;
  Result<std::vector<MessageRecord>> messages(const MessageQuery& query) override;
  Result<std::vector<MessageRecord>> messages_after(MessageId after, std::size_t limit) override;
  Status scan(const ScanQuery& query, const VisitRow& visit) override;
  Status scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                    const VisitRow& visit) override;
  Result<std::vector<ReadStateRecord>> read_states(std::span<const MessageId> ids) override;
  Result<std::vector<VersionInfo>> versions(MessageId id) override;
  Result<std::optional<VersionRecord>> version(MessageId id, VersionNumber number) override;
  Result<std::vector<ContentHash>> references(ChangeNumber version) override;
  Result<std::vector<ConflictLink>> links() override { return tables_.links; }
  Result<std::vector<ConflictLink>> links_of(MessageId either_end) override;
  Result<std::vector<NameRecord>> names(std::uint16_t after_id) override;
  Result<std::vector<LogRecord>> log(LogPosition after, std::size_t limit) override;

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

 private:
  Result<bool> visit_row(const MessageRecord& message, RowFields fields, bool content, const VisitRow& visit);
  bool is_referenced(const ContentHash& hash) const;
  bool is_leased(FileTime unreferenced, FileTime now) const;

  std::shared_ptr<MemoryTables> kept_;
  MemoryTables& tables_;
};

}  // namespace postroom::storage
