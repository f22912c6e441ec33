// What the tests of PostgresTransaction share.
#pragma once

#include "storage/postgres/test_store.h"
#include "storage/postgres/transaction.h"

namespace postroom::storage::postgres {

inline FolderRecord folder_with(std::int64_t id, const std::string& name = "inbox") {
  FolderRecord folder;
  folder.id = folder.parent = {id};
  folder.name = name;
  return folder;
}

// Of folder 1.
inline MessageRecord message_with(std::int64_t id, std::int64_t size, ChangeNumber change_number = {}) {
  MessageRecord message;
  message.id = {id};
  message.folder = {1};
  message.size = size;
  message.change_number = change_number;
  return message;
}

class TransactionTest : public StoreTest {
 protected:
  static constexpr std::int64_t kToken = 77;

  Connection& connection() { return *connection_; }
  PostgresTransaction& transaction() { return transaction_; }
  void begin(std::int64_t token = kToken) { transaction_.begin(token); }
  // One transaction with this job alone.
  void commit(const std::function<Status(Transaction&)>& job) {
    begin();
    must(job(transaction_));
    must(transaction_.commit());
  }
  std::string names() {
    return run_sql(
        "SELECT string_agg(convert_from(name, 'UTF8'), ' ' ORDER BY id) FROM postroom.folder"
        " WHERE store_id = " +
        id());
  }
  std::string stored(const std::string& column) {
    return run_sql("SELECT " + column + " FROM postroom.store WHERE store_id = " + id());
  }

 private:
  const std::unique_ptr<Connection> connection_ = connect();
  PostgresTransaction transaction_{*connection_};
};

}  // namespace postroom::storage::postgres
