#include "storage/sqlite/schema.h"

#include "storage/sqlite/test_store.h"

namespace postroom::storage {
namespace {

// A made-up future: what the steps after this version could look like.
constexpr std::int64_t kNext = kSchemaVersion + 1;
constexpr UpgradeStep kSteps[] = {
    {kNext, "CREATE TABLE color(id INTEGER PRIMARY KEY); INSERT INTO color VALUES(7)"},
    {kNext + 1, "ALTER TABLE color ADD COLUMN name TEXT; UPDATE color SET name = 'red'"},
};
constexpr UpgradeStep kFailingSteps[] = {kSteps[0], {kNext + 1, "INSERT INTO no_such_table VALUES(1)"}};

class SchemaTest : public StoreTest {
 protected:
  SchemaTest() { create(); }
  std::unique_ptr<Connection> connect() const {
    return must(Connection::open({.path = path(), .vfs = {}}, ConnectionKind::writer));
  }
};

TEST_F(SchemaTest, a_new_store_has_the_current_version) {
  EXPECT_EQ(must(read_schema_version(*connect())), kSchemaVersion);
  EXPECT_EQ(upgrade_steps().back().to, kSchemaVersion);
}

TEST_F(SchemaTest, runs_every_pending_step_in_order) {
  const auto connection = connect();
  must(upgrade_schema(*connection, kSteps));
  EXPECT_EQ(must(connection->number("PRAGMA user_version")), kNext + 1);
  EXPECT_EQ(must(connection->number("SELECT id FROM color WHERE name = 'red'")), 7);
}

TEST_F(SchemaTest, runs_only_the_steps_after_the_files_version) {
  const auto connection = connect();
  must(upgrade_schema(*connection, std::span(kSteps).first(1)));
  must(upgrade_schema(*connection, kSteps));
  must(upgrade_schema(*connection, kSteps));
  EXPECT_EQ(must(connection->number("SELECT count(*) FROM color")), 1);
  EXPECT_EQ(must(connection->number("PRAGMA user_version")), kNext + 1);
}

TEST_F(SchemaTest, a_step_that_fails_undoes_the_steps_before_it) {
  const auto connection = connect();
  EXPECT_FALSE(upgrade_schema(*connection, kFailingSteps).ok());
  EXPECT_FALSE(connection->in_transaction());
  EXPECT_EQ(must(connection->number("PRAGMA user_version")), kSchemaVersion);
  EXPECT_EQ(must(connection->number("SELECT count(*) FROM sqlite_schema WHERE name = 'color'")), 0);
}

TEST_F(SchemaTest, refuses_a_version_it_does_not_know) {
  const auto connection = connect();
  must(upgrade_schema(*connection, kSteps));
  EXPECT_EQ(must(read_schema_version(*connection, kNext + 1)), kNext + 1);
  const auto refused = read_schema_version(*connection, kNext);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::newer_format);
}

TEST_F(SchemaTest, the_tables_are_those_that_are_known_here) {
  const auto connection = connect();
  EXPECT_EQ(must(connection->number("SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                    " AND name NOT LIKE 'sqlite_%'")),
            12);
  EXPECT_EQ(
      must(connection->number("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")),
      4);
}

}  // namespace
}  // namespace postroom::storage
