// The tables of the search index: where they can be, and where not.
#include "storage/postgres/search_index.h"

#include <gmock/gmock.h>

#include "storage/postgres/search_schema.h"
#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

using ::testing::HasSubstr;

// A database of its own, without Postroom's tables.
class SearchDatabaseTest : public ::testing::Test {
 protected:
  static PostgresServer& server() { return PostgresServer::shared(); }
  // Beside one that the server made, under another name.
  static std::string make_database(const std::string& options) {
    const std::string like = server().make_database();
    const std::size_t question = std::min(like.find('?'), like.size()), slash = like.rfind('/', question);
    const std::string name = like.substr(slash + 1, question - slash - 1);
    server().run_sql("CREATE DATABASE " + name + "_x " + options, like);
    std::string address = like;
    return address.replace(slash + 1, name.size(), name + "_x");
  }
  static std::string obstacle(const std::string& database) {
    must(make_postgres_tables(database));
    const auto connection = must(Connection::open(must(parse_postgres_address(database, StoreNeeded::no))));
    return must(search_obstacle(*connection));
  }
};

TEST_F(SearchDatabaseTest, an_index_needs_letters_beyond_ascii) {
  EXPECT_EQ(obstacle(make_database("")), "");
  const std::string plain = make_database("TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C' LC_COLLATE 'C'");
  EXPECT_THAT(obstacle(plain), HasSubstr("ctype is C"));
  const std::string bytes =
      make_database("TEMPLATE template0 ENCODING 'SQL_ASCII' LC_CTYPE 'C' LC_COLLATE 'C'");
  EXPECT_THAT(obstacle(bytes), HasSubstr("SQL_ASCII"));
  EXPECT_THAT(must(postgres_status(plain)).search_obstacle, HasSubstr("ctype is C"));
}

TEST_F(SearchDatabaseTest, without_an_index_a_store_says_so_and_why) {
  const std::string plain = make_database("TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C' LC_COLLATE 'C'");
  must(make_postgres_tables(plain));
  const std::string address = plain + (plain.find('?') == std::string::npos ? "?" : "&") + "store=mail";
  const auto engine = must(create_postgres_engine(address));
  const auto index = engine->search_index();
  ASSERT_FALSE(index.ok());
  EXPECT_EQ(index.error().code, Code::not_supported);
  EXPECT_THAT(index.error().message, HasSubstr("ctype is C"));
  must(remove_postgres_store(address));
}

TEST_F(SearchDatabaseTest, an_upgrade_makes_tables_that_are_missing) {
  const std::string database = make_database("");
  must(make_postgres_tables(database));
  server().run_sql("DROP TABLE postroom.search_text; DROP TABLE postroom.search_state", database);
  EXPECT_THAT(must(postgres_status(database)).search_obstacle, HasSubstr("postroom engine upgrade"));
  must(upgrade_postgres_tables(database));
  EXPECT_EQ(must(postgres_status(database)).search_obstacle, "");
}

TEST(SearchPatternTest, signs_of_like_stand_for_themselves) {
  EXPECT_EQ(like_pattern("a%b_c\\d"), "%a\\%b\\_c\\\\d%");
}

}  // namespace
}  // namespace postroom::storage::postgres
