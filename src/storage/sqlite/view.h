// The reads of engine.h, for views and for transactions.
#pragma once

#include "storage/engine.h"
#include "storage/record_rows.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/scan.h"

namespace postroom::storage {

// `Base` is View or Transaction. Reads on `connection`, which outlives it, inside the transaction that is
// open there.
template <class Base>
class Reads : public Base {
 public:
  explicit Reads(Connection& connection) : connection_(connection) {}
  Result<Counters> counters() override;
  Result<std::optional<std::string>> setting(std::string_view key) override;
  Result<std::vector<SettingRecord>> settings(std::string_view after_key, std::size_t limit) override;
  Result<std::optional<FolderRecord>> folder(FolderId id) override;
  Result<std::vector<FolderRecord>> folders() override;
  Result<std::optional<MessageRecord>> message(MessageId id) override;
  Result<std::optional<CurrentMessage>> current(MessageId id) override;
  Result<std::vector<MessageRecord>> messages(const MessageQuery& query) override;
  Result<std::vector<MessageRecord>> messages_after(MessageId after, std::size_t limit) override;
  Status scan(const ScanQuery& query, const VisitRow& visit) override {
    return scan_messages(connection_, query, visit);
  }
  Status scan_these(std::span<const MessageId> ids, RowFields fields, bool content,
                    const VisitRow& visit) override {
    return visit_messages(connection_, ids, fields, content, visit);
  }
  Result<std::vector<ReadStateRecord>> read_states(std::span<const MessageId> ids) override;
  Result<std::vector<VersionInfo>> versions(MessageId id) override;
  Result<std::optional<VersionRecord>> version(MessageId id, VersionNumber number) override;
  Result<std::vector<ContentHash>> references(ChangeNumber version) override;
  Result<std::vector<ConflictLink>> links() override;
  Result<std::vector<ConflictLink>> links_of(MessageId either_end) override;
  Result<std::vector<NameRecord>> names(std::uint16_t after_id) override;
  Result<std::vector<LogRecord>> log(LogPosition after, std::size_t limit) override;

 protected:
  Connection& connection() { return connection_; }

 private:
  Connection& connection_;
};

extern template class Reads<View>;
extern template class Reads<Transaction>;

// Engine::place(), in one statement.
Result<std::optional<MessagePlace>> read_place(Connection& connection, MessageId id);

// The counters row as it is stored.
Result<Counters> read_counters(Connection& connection);

// "[1,2,3]", for json_each(): how a statement takes a list of ids.
std::string as_json(std::span<const MessageId> ids);
std::string as_json(std::span<const FolderId> ids);

}  // namespace postroom::storage
