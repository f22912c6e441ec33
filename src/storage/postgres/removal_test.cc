// A store is removed from every table, in steps that may be interrupted.
#include "storage/postgres/postgres_engine.h"
#include "storage/postgres/test_store.h"
#include "storage/store_keys.h"
#include "support/long_run.h"
#include "support/postgres_proxy.h"

namespace postroom::storage::postgres {
namespace {

using postroom::testing::is_long_run;
using postroom::testing::LineFault;
using postroom::testing::PostgresProxy;
using postroom::testing::wait_until;

constexpr char kTables[] =
    "SELECT relname FROM pg_class WHERE relnamespace = 'postroom'::regnamespace AND relkind IN ('r', 'p')";

class RemovalTest : public StoreTest {
 protected:
  RemovalTest() { fill(options()); }

  using StoreTest::address;
  // Rows in every table, in some of them more than one step removes.
  void fill(const ConnectionOptions& store) const {
    const std::string id = std::to_string(store.store_id);
    std::string inserts;
    const auto insert = [&](const std::string& table, int rows, const std::string& columns,
                            const std::string& values) {
      inserts += "INSERT INTO postroom." + table + "(store_id, " + columns + ") SELECT " + id + ", " +
                 values + " FROM generate_series(1, " + std::to_string(rows) + ") n; ";
    };
    insert("setting", 3, "key, value", "('k' || n)::bytea, ''");
    insert("setting", 1, "key, value", "'" + std::string(kMadeKey) + "'::bytea, ''");
    insert("folder", 2,
           "id, parent, kind, name, properties, created, modified, content_count, unread_count, "
           "associated_count, deleted_count, log_position",
           "n, 1, 1, '', '', 0, 0, 0, 0, 0, 0, 0");
    insert("message", 2500,
           "id, folder, version, change_number, read_state, log_position, size, date, created, modified, "
           "history_count, history_bytes, flags, status, importance, list, has_attachments, message_class, "
           "subject, sender, display_to",
           "n, 1, 1, n, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, '', '', '', ''");
    insert("version", 1001,
           "change_number, message, number, saved, session, kind, who, client, content, source",
           "n, n, 1, 0, 0, 0, '', '', '', ''");
    insert("large_value", 2, "id, hash, size, reference_count", "n, ('h' || n)::bytea, 1, 1");
    insert("chunk", 101, "large, number, data", "1, n, ''");
    insert("large_reference", 2, "version, large", "n, n");
    insert("log", 1000, "position, folder, old_folder, session, token, kind, messages",
           "n, 0, 0, 0, 0, 0, ''");
    insert("name", 1, "id, guid, number", "32768, '', 1");
    insert("link", 1, "winner, copy, made", "1, 2, 0");
    insert("lease", 1, "id, taken, until", "1, 0, 0");
    run_sql(inserts);
  }
  // Of all tables together.
  std::int64_t rows_of(const ConnectionOptions& store) const {
    static const std::string names = run_sql(kTables);
    std::string sum = "SELECT 0";
    std::stringstream tables(names);
    for (std::string table; std::getline(tables, table);) {
      sum += " + (SELECT count(*) FROM postroom." + table +
             " WHERE store_id = " + std::to_string(store.store_id) + ")";
    }
    return std::stoll(run_sql(sum));
  }
  static std::optional<Code> code_of_saving(Engine& engine) {
    return code_of(commit_and_wait(
        engine, [](Transaction& transaction) { return transaction.put_setting("later", "x"); }));
  }
};

TEST_F(RemovalTest, a_removed_store_leaves_no_row_and_others_stay_as_they_are) {
  const auto other = must(parse_postgres_address(address() + "2", StoreNeeded::yes));
  must(create_postgres_engine(address() + "2"));
  fill(other);
  const std::int64_t before = rows_of(other);
  ASSERT_EQ(rows_of(options()), before);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> steps;
  must(remove_postgres_store(
      address(), [&](std::uint64_t done, std::uint64_t total) { steps.emplace_back(done, total); }));
  EXPECT_EQ(rows_of(options()), 0);
  EXPECT_EQ(rows_of(other), before);
  EXPECT_EQ(code_of(remove_postgres_store(address())), Code::not_found);
  ASSERT_GT(steps.size(), 6U) << "in steps of a bounded size";
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
  EXPECT_EQ(steps.back().first, steps.back().second);
}

TEST_F(RemovalTest, wherever_the_line_breaks_the_same_call_goes_on) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  const std::int64_t all = rows_of(options());
  int begun = 0, refused = 0;
  for (std::uint64_t at = 1;; at += is_long_run() ? 1 : 3) {
    proxy.plan({.fault = LineFault::cut, .at = at});
    const Status removed = remove_postgres_store(proxy.through(address()));
    if (!proxy.struck()) break;
    const std::int64_t left = rows_of(options());
    if (left == 0) {  // only the answer was lost
      run_sql("INSERT INTO postroom.store VALUES(" + id() + ", '" + options().store +
              "', 0, 0, 0, 0, 0, 0, 0)");
      fill(options());
      continue;
    }
    EXPECT_FALSE(removed.ok()) << at;
    left < all ? ++begun : ++refused;
  }
  EXPECT_EQ(rows_of(options()), 0);
  EXPECT_GT(begun, 3);
  EXPECT_GT(refused, 1);
}

TEST_F(RemovalTest, an_interruption_says_what_goes_on_with_it) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  const auto cut_next = [&](std::uint64_t, std::uint64_t) { proxy.plan({.fault = LineFault::cut, .at = 1}); };
  const Status removed = remove_postgres_store(proxy.through(address()), cut_next);
  ASSERT_FALSE(removed.ok());
  EXPECT_NE(removed.error().message.find("the same command goes on with it"), std::string::npos);
  must(remove_postgres_store(address()));
  EXPECT_EQ(rows_of(options()), 0);
}

TEST_F(RemovalTest, who_has_it_open_cannot_save_from_the_first_step_on) {
  const auto engine = must(open_postgres_engine(address(), PostgresMode::read_write));
  EXPECT_EQ(code_of_saving(*engine), std::nullopt);
  int steps = 0;
  must(remove_postgres_store(address(), [&](std::uint64_t, std::uint64_t) {
    if (++steps == 1) {
      EXPECT_EQ(code_of_saving(*engine), Code::read_only);
    }
  }));
  EXPECT_GT(steps, 1);
  EXPECT_EQ(code_of_saving(*engine), Code::not_found);
  EXPECT_EQ(rows_of(options()), 0);
}

TEST_F(RemovalTest, who_is_writing_a_large_value_then_leaves_no_part_of_it) {
  run_sql("UPDATE postroom.store SET last_large = 2 WHERE store_id = " + id());
  const auto engine = must(open_postgres_engine(address(), PostgresMode::read_write));
  const auto writer = must(engine->write_large());
  const Bytes part(4 << 20);
  must(writer->append(part));
  EXPECT_NE(count("chunk"), "101") << "some of it is there";
  must(remove_postgres_store(address()));
  Status written = ok_status();
  for (int i = 0; i < 3 && written.ok(); ++i) written = writer->append(part);
  EXPECT_FALSE(written.ok());
  EXPECT_EQ(rows_of(options()), 0);
}

TEST_F(RemovalTest, two_who_remove_it_at_once_leave_the_store_that_is_made_then) {
  bool is_made = false;
  must(remove_postgres_store(address(), [&](std::uint64_t, std::uint64_t) {
    if (std::exchange(is_made, true)) return;
    must(remove_postgres_store(address()));
    EXPECT_EQ(code_of_saving(*must(create_postgres_engine(address()))), std::nullopt);
  }));
  EXPECT_TRUE(is_made);
  EXPECT_EQ(rows_of(options()), 2) << "the new store and what it has saved";
}

TEST_F(RemovalTest, each_step_reads_little_more_than_it_removes) {
  constexpr int kManyRows = 20'000;
  const std::string database = PostgresServer::shared().make_database();
  const auto run = [&](const std::string& sql) { return PostgresServer::shared().run_sql(sql, database); };
  must(make_postgres_tables(database));
  must(create_postgres_engine(database + "&store=large")).reset();
  run("INSERT INTO postroom.version SELECT store_id, n, n, 1, 0, 0, 0, '', '', '', '' FROM postroom.store,"
      " generate_series(1, " +
      std::to_string(kManyRows) + ") n");
  must(remove_postgres_store(database + "&store=large"));
  const auto is_told = [&] {
    return run("SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = 'version'") ==
           std::to_string(kManyRows);
  };
  ASSERT_TRUE(wait_until(std::chrono::seconds(10), is_told)) << "the server counts with a delay";
  const std::string read = run(
      "SELECT seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'version')"
      " FROM pg_stat_user_tables WHERE relname = 'version'");
  EXPECT_LT(std::stoll(read), 10 * kManyRows);
}

TEST_F(RemovalTest, a_user_who_may_not_remove_is_refused_and_changes_nothing) {
  const std::int64_t before = rows_of(options());
  run_sql(
      "DO $$ BEGIN CREATE ROLE no_remover LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
      " GRANT USAGE ON SCHEMA postroom TO no_remover;"
      " GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA postroom TO no_remover;"
      " REVOKE DELETE ON postroom.store FROM no_remover");
  std::string theirs = address();
  theirs.replace(theirs.find("postgres@"), 8, "no_remover");
  const Status removed = remove_postgres_store(theirs);
  ASSERT_EQ(code_of(removed), Code::no_access);
  EXPECT_NE(removed.error().message.find("DELETE"), std::string::npos);
  EXPECT_EQ(rows_of(options()), before);
  EXPECT_EQ(count("setting"), "4") << "no mark";
}

TEST_F(RemovalTest, a_database_that_takes_no_writes_is_refused) {
  const std::int64_t before = rows_of(options());
  EXPECT_EQ(code_of(remove_postgres_store(address() + "&options=-cdefault_transaction_read_only%3Don")),
            Code::read_only);
  EXPECT_EQ(rows_of(options()), before);
}

}  // namespace
}  // namespace postroom::storage::postgres
