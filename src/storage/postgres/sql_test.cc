// Every statement names the store, and every key of the tables begins with it, so that they can be spread by
// store_id over the servers of a cluster. Not those of accounts, which are one set for all the stores of a database and
// stay on one server: they are in a schema of their own, and no statement is on tables of both.
#include "storage/postgres/sql.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

std::vector<std::string> tables() {
  return {"store", "setting",         "folder", "message", "version", "large_value",
          "chunk", "large_reference", "log",    "name",    "link",    "lease",
          "search_state", "search_text"};
}

std::vector<std::string> account_tables() { return {"account", "credential", "store_grant"}; }

bool names_the_store(const std::string& text) {
  static const std::regex inserts_for_it(
      R"(^INSERT INTO postroom\.\w+\(store_id, [^)]*\) (VALUES\(|SELECT )\$1, .*)");
  return text.find("store_id = $1") != std::string::npos || std::regex_match(text, inserts_for_it);
}

// Of a statement, how many tables it reads or writes and how often it says which store.
std::ptrdiff_t count_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  return std::distance(std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator());
}

TEST(SqlTest, every_statement_on_a_stores_tables_names_the_store) {
  for (const Sql* sql : Sql::all()) {
    if (sql->scope() == Scope::store) {
      EXPECT_TRUE(names_the_store(sql->text())) << sql->text();
    }
  }
}

TEST(SqlTest, every_table_in_a_statement_is_held_to_the_store) {
  for (const Sql* sql : Sql::all()) {
    const std::string text = sql->text();
    const std::ptrdiff_t named = count_of(text, R"(postroom\.\w+)");
    const std::ptrdiff_t held = count_of(text, R"(store_id = \$1|^INSERT INTO postroom\.\w+\(store_id)");
    if (sql->scope() == Scope::store) {
      EXPECT_GE(held, named) << text;
      EXPECT_GE(named, 1) << text;
    }
  }
}

TEST(SqlTest, the_list_has_statements_on_every_table) {
  for (const std::string& table : tables()) {
    const bool found = std::any_of(Sql::all().begin(), Sql::all().end(), [&](const Sql* sql) {
      return std::string(sql->text()).find("postroom." + table) != std::string::npos;
    });
    EXPECT_TRUE(found) << table;
  }
}

TEST(SqlTest, statements_on_accounts_are_on_nothing_else_and_on_each_of_their_tables) {
  std::set<std::string> found;
  const std::regex table(R"(postroom_accounts\.(\w+))");
  for (const Sql* sql : Sql::all()) {
    const std::string text = sql->text();
    if (count_of(text, R"(postroom_accounts\.\w+)") == 0) continue;
    EXPECT_EQ(sql->scope(), Scope::session) << text;
    EXPECT_EQ(count_of(text, R"(postroom\.\w+|store_id)"), 0) << text;
    for (std::sregex_iterator match(text.begin(), text.end(), table), end; match != end; ++match) {
      found.insert((*match)[1]);
    }
  }
  const auto known = account_tables();
  EXPECT_EQ(found, std::set<std::string>(known.begin(), known.end()));
}

TEST(SqlTest, statements_have_names_of_their_own) {
  std::vector<std::string> names;
  for (const Sql* sql : Sql::all()) {
    EXPECT_EQ(Sql::all()[sql->number()], sql);
    names.push_back(sql->name());
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

class CatalogueTest : public StoreTest {};

// As psql prints them, a line each.
std::string in_lines(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  std::string lines;
  for (const std::string& name : names) lines += (lines.empty() ? "" : "\n") + name;
  return lines;
}

TEST_F(CatalogueTest, the_tables_are_those_that_are_known_here) {
  const std::string of_schema =
      "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'SCHEMA'::regnamespace AND c.relkind IN ('r', 'p')"
      " ORDER BY c.relname COLLATE \"C\"";
  const auto in = [&](const std::string& schema) {
    return std::regex_replace(of_schema, std::regex("SCHEMA"), schema);
  };
  EXPECT_EQ(run_sql(in("postroom")), in_lines(tables()));
  EXPECT_EQ(run_sql(in("postroom_accounts")), in_lines(account_tables()));
}

TEST_F(CatalogueTest, every_table_has_a_primary_key) {
  EXPECT_EQ(run_sql("SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'postroom'::regnamespace"
                    " AND c.relkind IN ('r', 'p') AND NOT EXISTS"
                    " (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"),
            "");
}

TEST_F(CatalogueTest, every_index_begins_with_the_store) {
  const std::string wrong =
      " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
      " WHERE t.relnamespace = 'postroom'::regnamespace AND t.relkind IN ('r', 'p')";
  EXPECT_EQ(run_sql("SELECT c.relname" + wrong +
                    " AND (SELECT a.attname FROM pg_attribute a"
                    " WHERE a.attrelid = t.oid AND a.attnum = i.indkey[0]) IS DISTINCT FROM 'store_id'"),
            "");
  EXPECT_NE(run_sql("SELECT count(*)" + wrong), "0");
}

TEST_F(CatalogueTest, every_foreign_key_and_unique_constraint_begins_with_the_store) {
  EXPECT_EQ(run_sql("SELECT o.conname FROM pg_constraint o WHERE o.connamespace = 'postroom'::regnamespace"
                    " AND o.contype IN ('p', 'u', 'f', 'x') AND (SELECT a.attname FROM pg_attribute a"
                    " WHERE a.attrelid = o.conrelid AND a.attnum = o.conkey[1]) IS DISTINCT FROM 'store_id'"),
            "");
}

}  // namespace
}  // namespace postroom::storage::postgres
