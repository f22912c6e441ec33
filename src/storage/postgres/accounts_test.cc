// What accounts answer to databases that are not as they should be, and to lines that break.
#include "storage/postgres/postgres_accounts.h"
#include "storage/postgres/test_store.h"
#include "support/postgres_proxy.h"

namespace postroom::storage::postgres {
namespace {

using postroom::testing::LineFault;
using postroom::testing::PostgresProxy;

class PostgresAccountsTest : public ::testing::Test {
 protected:
  PostgresAccountsTest() : database_(PostgresServer::shared().make_database()) {
    must(make_postgres_tables(database_));
  }
  std::string run_sql(const std::string& sql) const {
    return PostgresServer::shared().run_sql(sql, database_);
  }
  static AccountRecord account(const std::string& name) {
    AccountRecord record;
    record.name = record.who = name;
    return record;
  }
  void end_connections() const {
    run_sql(
        "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  const std::string database_;
};

TEST_F(PostgresAccountsTest, a_database_without_tables_says_how_to_make_them) {
  const auto opened = open_postgres_accounts(PostgresServer::shared().make_database());
  ASSERT_EQ(code_of(opened), Code::not_a_store);
  EXPECT_NE(opened.error().message.find("engine init"), std::string::npos);
}

TEST_F(PostgresAccountsTest, older_tables_say_how_to_upgrade_them_and_keep_what_is_in_the_stores) {
  run_sql("DROP SCHEMA postroom_accounts CASCADE; COMMENT ON SCHEMA postroom IS '2'");
  const auto opened = open_postgres_accounts(database_);
  ASSERT_EQ(code_of(opened), Code::read_only);
  EXPECT_NE(opened.error().message.find("engine upgrade"), std::string::npos);
  must(upgrade_postgres_tables(database_));
  EXPECT_TRUE(must(must(open_postgres_accounts(database_))->insert_account(account("ana"))) > 0);
}

TEST_F(PostgresAccountsTest, newer_tables_are_refused) {
  run_sql("COMMENT ON SCHEMA postroom IS '1000'");
  EXPECT_EQ(code_of(open_postgres_accounts(database_)), Code::newer_format);
}

TEST_F(PostgresAccountsTest, an_address_with_a_store_is_refused) {
  EXPECT_EQ(code_of(open_postgres_accounts(database_ + "&store=mail")), Code::invalid_argument);
}

TEST_F(PostgresAccountsTest, who_may_use_all_tables_of_stores_reads_nothing_of_accounts) {
  must(must(open_postgres_accounts(database_))->insert_account(account("ana")));
  run_sql(
      "CREATE ROLE only_stores LOGIN; GRANT USAGE ON SCHEMA postroom TO only_stores;"
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA postroom TO only_stores");
  const auto accounts = must(open_postgres_accounts(database_ + "&user=only_stores"));
  EXPECT_EQ(code_of(accounts->accounts()), Code::no_access);
  EXPECT_EQ(code_of(accounts->insert_account(account("ben"))), Code::no_access);
  EXPECT_EQ(code_of(accounts->account_named("ana")), Code::no_access);
}

TEST_F(PostgresAccountsTest, a_user_who_may_not_write_reads_and_is_refused_the_rest) {
  must(must(open_postgres_accounts(database_))->insert_account(account("ana")));
  const auto accounts =
      must(open_postgres_accounts(database_ + "&options=-cdefault_transaction_read_only%3Don"
                                              "&target_session_attrs=any"));
  EXPECT_EQ(must(accounts->accounts()).size(), 1U);
  EXPECT_EQ(code_of(accounts->insert_account(account("ben"))), Code::read_only);
}

TEST_F(PostgresAccountsTest, connections_that_the_server_has_ended_are_replaced) {
  const auto accounts = must(open_postgres_accounts(database_));
  must(accounts->insert_account(account("ana")));
  end_connections();
  must(accounts->insert_account(account("ben")));
  end_connections();
  EXPECT_EQ(must(accounts->accounts()).size(), 2U);
}

TEST_F(PostgresAccountsTest,
       wherever_the_line_breaks_an_account_is_there_if_it_says_so_and_not_if_it_says_no) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  const auto looking = must(open_postgres_accounts(database_));
  int unknown = 0;
  for (std::uint64_t at = 1;; ++at) {
    const auto accounts = must(open_postgres_accounts(proxy.through(database_)));
    const std::string name = "name" + std::to_string(at);
    proxy.plan({.fault = LineFault::cut, .at = at});
    const auto inserted = accounts->insert_account(account(name));
    const bool struck = proxy.struck().has_value();
    proxy.heal();
    if (!struck) break;
    if (code_of(inserted) == Code::outcome_unknown) {
      ++unknown;
      continue;
    }
    EXPECT_EQ(must(looking->account_named(name)).has_value(), inserted.ok()) << at;
  }
  EXPECT_GT(unknown, 0);
}

TEST_F(PostgresAccountsTest, wherever_the_line_breaks_a_reading_comes_to_its_end) {
  PostgresProxy proxy(PostgresServer::shared().socket_folder());
  must(must(open_postgres_accounts(database_))->insert_account(account("ana")));
  for (std::uint64_t at = 1;; ++at) {
    const auto accounts = must(open_postgres_accounts(proxy.through(database_)));
    proxy.plan({.fault = LineFault::truncate, .at = at});
    EXPECT_EQ(must(accounts->accounts()).size(), 1U) << at;
    const bool struck = proxy.struck().has_value();
    proxy.heal();
    if (!struck) break;
  }
}

}  // namespace
}  // namespace postroom::storage::postgres
