// Stores of older programs, opened by this one.
#include "storage/sqlite/schema.h"
#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

// The tables of version 1 that version 2 changed, as released. Never change these.
constexpr char kMessageOfVersion1[] =
    "CREATE TABLE message(id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, list INTEGER NOT NULL,"
    " version INTEGER NOT NULL, change_number INTEGER NOT NULL, read_state INTEGER NOT NULL,"
    " log_position INTEGER NOT NULL, flags INTEGER NOT NULL, status INTEGER NOT NULL, size INTEGER NOT NULL,"
    " date INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, importance INTEGER NOT "
    "NULL,"
    " has_attachments INTEGER NOT NULL, message_class TEXT NOT NULL, subject TEXT NOT NULL,"
    " sender TEXT NOT NULL, display_to TEXT NOT NULL, deleted INTEGER, history_count INTEGER NOT NULL,"
    " history_bytes INTEGER NOT NULL);"
    "CREATE INDEX message_by_date ON message(folder, list, date);";
constexpr char kCountersOfVersion1[] =
    "CREATE TABLE counters(id INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, change_number INTEGER NOT NULL,"
    " read_state INTEGER NOT NULL, log_position INTEGER NOT NULL, log_start INTEGER NOT NULL,"
    " marker INTEGER NOT NULL);"
    "INSERT INTO counters VALUES(1, 20, 3, 4, 5, 5, 7);";
constexpr char kRowOfVersion1[] =
    "INSERT INTO folder VALUES(10, 10, 1, 'Inbox', NULL, 1, 2, 1, 0, 0, 0, 3);"
    "INSERT INTO message VALUES(20, 10, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2, 1, 'IPM.Note', 'Hello', 'Ana',"
    " 'Ben', NULL, 1, 3);"
    "INSERT INTO version VALUES(3, 20, 1, 0, 1, 2, 'Ana', 'suite', x'010203', NULL);";

class UpgradeTest : public StoreTest {
 protected:
  UpgradeTest() {
    create();
    run_sql(path(), std::string("DROP TABLE message; DROP TABLE counters;") + kMessageOfVersion1 +
                        kCountersOfVersion1 + kRowOfVersion1 + "PRAGMA user_version = 1");
  }
  static std::string columns_of(const std::string& file, const std::string& table) {
    const auto connection = must(Connection::open({.path = file, .vfs = {}}, ConnectionKind::reader));
    const std::string sql =
        "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || coalesce(dflt_value, '-')"
        " FROM pragma_table_info('" +
        table + "') ORDER BY cid";
    Statement rows = must(connection->prepare_built(sql));
    std::string columns, column;
    while (must(rows.step())) {
      rows.read(column);
      columns += column + "\n";
    }
    return columns;
  }
};

TEST_F(UpgradeTest, a_store_of_version_1_opens_with_its_messages_and_empty_sort_keys) {
  const auto engine = open();
  EXPECT_FALSE(engine->is_read_only());
  const auto current = must(must(engine->view())->current({20}));
  ASSERT_TRUE(current);
  EXPECT_EQ(current->record.subject, "Hello");
  EXPECT_EQ(current->record.history_bytes, 3);
  EXPECT_EQ(current->record.subject_key, Bytes());
  EXPECT_EQ(current->record.sender_key, Bytes());
  EXPECT_EQ(current->record.to_key, Bytes());
  EXPECT_EQ(current->content, (Bytes{1, 2, 3}));
  EXPECT_EQ(must(must(engine->view())->counters()), (Counters{20, {3}, {4}, {5}, {5}, 0}));
  EXPECT_EQ(must(engine->verify()), std::vector<std::string>());
}

TEST_F(UpgradeTest, an_upgraded_store_takes_sort_keys) {
  const auto engine = open();
  must(commit_and_wait(*engine, [](Transaction& transaction) -> Status {
    TRY_SET(auto record, transaction.message({20}));
    record->subject_key = {4, 5};
    TRY(transaction.update_message(*record));
    TRY_SET(Counters counters, transaction.counters());
    counters.collation = 99;
    return transaction.put_counters(counters);
  }));
  EXPECT_EQ(must(must(engine->view())->message({20}))->subject_key, (Bytes{4, 5}));
  EXPECT_EQ(must(must(engine->view())->counters()).collation, 99);
}

TEST_F(UpgradeTest, an_upgraded_store_has_the_tables_of_a_new_one) {
  open().reset();
  must(create_sqlite_engine(path("new.postroom"))).reset();
  for (const char* table : {"message", "counters"}) {
    EXPECT_EQ(columns_of(path(), table), columns_of(path("new.postroom"), table));
    EXPECT_FALSE(columns_of(path(), table).empty());
  }
}

TEST_F(UpgradeTest, reading_only_an_older_store_says_what_to_do) {
  const auto opened = open_sqlite_engine(path(), OpenMode::read_only);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, Code::read_only);
  EXPECT_EQ(columns_of(path(), "message").find("subject_key"), std::string::npos);
}

}  // namespace
}  // namespace postroom::storage
