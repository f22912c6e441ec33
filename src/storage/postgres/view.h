// The reads of engine.h, for views and for transactions.
#pragma once

#include "storage/engine.h"
#include "storage/postgres/connection.h"
#include "storage/record_rows.h"

namespace postroom::storage::postgres {

// `Base` is View or Transaction. Reads inside the transaction that is open on the connection, or that waits
// at the front of its queue.
template <class Base>
class Reads : public Base {
 public:
  explicit Reads(Connection& connection) : connection_(connection) {}  // it outlives this
  Result<Counters> counters() override;
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
  Result<std::vector<ConflictLink>> links() override;
  Result<std::vector<ConflictLink>> links_of(MessageId either_end) override;
  Result<std::vector<NameRecord>> names(std::uint16_t after_id) override;
  Result<std::vector<LogRecord>> log(LogPosition after, std::size_t limit) override;

 protected:
  Connection& connection() { return connection_; }
  // Queues the readings of those of these messages that there are, and of the folders that they are in.
  void ask_later(std::span<const MessageId> ids, Rows& messages, Rows& folders);
  // The connection, for one reading that follows at once. Every read asks for it here.
  virtual Connection& for_reading() { return connection_; }
  // After a reading that failed: whether for_reading() now gives another connection, and the same reading is
  // worth another try.
  virtual bool replace_lost() { return false; }

 private:
  template <class... Values>
  Result<Rows> ask(const Sql& sql, const Values&... values) {
    Result<Rows> rows = for_reading().query(sql, values...);
    if (!rows.ok() && replace_lost()) rows = for_reading().query(sql, values...);
    return rows;
  }

  Connection& connection_;
};

// View::current() in two halves: queues the readings; makes a message of the rows that came. Where these are
// not of one moment, the folder may be another one than the message was in: `has_moved`, and its properties
// are of no use.
struct CurrentRows {
  Rows message, folder;
};
void ask_current(Connection& connection, MessageId id, CurrentRows& rows);
Result<std::optional<CurrentMessage>> read_current(CurrentRows& rows, MessageId id, bool& has_moved);

// Engine::place(), in one statement.
Result<std::optional<MessagePlace>> read_place(Connection& connection, MessageId id);

extern template class Reads<View>;
extern template class Reads<Transaction>;

}  // namespace postroom::storage::postgres
