// Stores in a database, and what its users may do.
#include "cli_fixture.h"
#include "support/postgres_server.h"

namespace postroom::tests {
namespace {

using postroom::testing::PostgresServer;
using ::testing::HasSubstr;
using ::testing::Not;

class CliDatabase : public Cli {
 protected:
  CliDatabase() : database_(server().make_database()) {}

  static PostgresServer& server() { return PostgresServer::shared(); }
  std::string sql(const std::string& statements) const { return server().run_sql(statements, database_); }
  std::string address(const std::string& store) const { return database_ + "&store=" + store; }
  // A store in the database, made and with a draft in it.
  std::string make_store(const std::string& name) {
    done({"engine", "init", database_});
    done({"init", address(name)});
    store_ = address(name);
    id_ = make_draft("Kept");
    return store_;
  }
  void remove_setting(const std::string& key) const {
    sql("DELETE FROM postroom.setting WHERE key = '" + key + "'::bytea");
  }
  void put_setting(const std::string& key, const std::string& value) const {
    sql("INSERT INTO postroom.setting SELECT store_id, '" + key + "'::bytea, '" + value +
        "'::bytea FROM postroom.store");
  }
  std::string count(const std::string& table) const { return sql("SELECT count(*) FROM postroom." + table); }

  const std::string database_;
  std::string id_;
};

TEST_F(CliDatabase, tables_are_made_once_and_the_stores_are_listed) {
  EXPECT_THAT(done({"engine", "status", database_}),
              HasSubstr("none; make them with “postroom engine init”"));
  EXPECT_THAT(run({"init", address("ana")}).err, HasSubstr("make them with “postroom engine init”"));
  EXPECT_THAT(done({"engine", "init", database_}), HasSubstr("Made the tables.\n"));
  EXPECT_THAT(done({"engine", "init", database_}), HasSubstr("The tables were there already.\n"));
  EXPECT_THAT(done({"engine", "init", database_, "--json"}), HasSubstr("\"names\":[],\"made\":false"));
  done({"init", address("ben")});
  done({"init", address("ana")});
  EXPECT_THAT(done({"engine", "status", address("ana")}),
              HasSubstr("Stores:    2\n           ana\n           ben\n"));
  EXPECT_THAT(done({"engine", "status", database_, "--json"}), HasSubstr("\"names\":[\"ana\",\"ben\"]"));
  const Ended again = run({"init", address("ana")});
  EXPECT_EQ(again.status, 1);
  EXPECT_THAT(again.err, HasSubstr("There is already a store ana at " + server().socket_folder()));
}

TEST_F(CliDatabase, of_many_stores_the_first_hundred_are_listed) {
  done({"engine", "init", database_});
  sql("INSERT INTO postroom.store SELECT n, to_char(n, 'FM000')::bytea, 0, 0, 0, 0, 0, 0, 0"
      " FROM generate_series(1, 103) n");
  EXPECT_THAT(done({"engine", "status", database_}), HasSubstr(" 100\n           … and 3 more\n"));
}

TEST_F(CliDatabase, a_store_whose_making_was_interrupted_is_made_by_the_same_command) {
  done({"engine", "init", database_});
  done({"init", address("ana")});
  for (const char* table : {"setting", "folder", "log"}) sql(std::string("DELETE FROM postroom.") + table);
  sql("UPDATE postroom.store SET last_id = 0, change_number = 0, read_state = 0, log_position = 0, log_start = 0,"
      " collation_id = 0");
  const Ended unfinished = run({"list", address("ana"), "Inbox"});
  EXPECT_EQ(unfinished.status, 1);
  EXPECT_THAT(unfinished.err, HasSubstr("make it again"));
  done({"init", address("ana")});
  EXPECT_THAT(done({"check", address("ana")}), HasSubstr("in order"));
}

TEST_F(CliDatabase, remove_asks_for_the_name_and_leaves_no_row) {
  TerminalProgram remove = start_on_terminal({"remove", make_store("ana")}, 200);
  ASSERT_TRUE(remove.wait_for("the whole store: 1 message with their history")) << remove.screen();
  ASSERT_TRUE(remove.wait_for("(ana): "));
  remove.type("ana\n");
  EXPECT_EQ(remove.wait(), 0) << remove.screen();
  for (const char* table : {"store", "setting", "folder", "message", "version", "log"}) {
    EXPECT_EQ(count(table), "0") << table;
  }
  done({"init", store_});
}

TEST_F(CliDatabase, remove_goes_on_where_it_was_interrupted) {
  make_store("ana");
  remove_setting("store.made");
  put_setting("store.removed", "begun");
  const Ended opened = run({"list", store_, "Drafts"});
  EXPECT_EQ(opened.status, 1);
  EXPECT_THAT(opened.err, HasSubstr("“postroom remove”"));
  EXPECT_THAT(done({"remove", store_, "--yes"}),
              HasSubstr("the rest of a store whose removal was interrupted"));
  EXPECT_EQ(count("store"), "0");
}

TEST_F(CliDatabase, remove_takes_what_an_interrupted_init_or_transfer_left) {
  make_store("ana");
  remove_setting("store.made");
  EXPECT_THAT(done({"remove", store_, "--yes"}), HasSubstr("a store whose making was interrupted"));
  make_store("ana");
  remove_setting("store.made");
  put_setting("store.copy_of", "something");
  EXPECT_THAT(done({"remove", store_, "--yes"}), HasSubstr("an unfinished copy of a store"));
}

TEST_F(CliDatabase, the_source_of_an_unfinished_move_is_not_removed) {
  const std::string file = store_;
  make_draft("In the file");
  done({"engine", "init", database_});
  done({"transfer", file, address("ana"), "--move"});
  const std::string guid =
      sql("SELECT encode(value, 'escape') FROM postroom.setting WHERE key = 'store.guid'");
  remove_setting("store.made");
  put_setting("store.copy_of", guid);
  const Ended removed = run({"remove", file, "--yes"});
  EXPECT_EQ(removed.status, 1);
  EXPECT_THAT(removed.err, HasSubstr("is not finished, so it is the only whole one"));
  const Ended reopened = run({"reopen", file});
  EXPECT_EQ(reopened.status, 1);
  EXPECT_THAT(reopened.err, HasSubstr("run the same transfer again, or remove the copy first"));
  done({"remove", address("ana"), "--yes"});
  done({"reopen", file});
  EXPECT_THAT(done({"list", file, "Drafts"}), HasSubstr("In the file"));
}

TEST_F(CliDatabase, a_move_that_is_done_says_so_and_can_be_taken_back_once_it_is_lost) {
  const std::string file = store_;
  make_draft("In the file");
  done({"engine", "init", database_});
  done({"transfer", file, address("ana"), "--move"});
  EXPECT_THAT(done({"transfer", file, address("ana"), "--move"}), HasSubstr("was moved there before"));
  EXPECT_EQ(run({"reopen", file}).status, 1);
  const std::string name = sql("SELECT current_database()");
  server().run_sql("ALTER DATABASE \"" + name + "\" RENAME TO \"" + name + "-renamed\"");
  EXPECT_THAT(run({"reopen", file}).err, HasSubstr("--lost"));
  server().run_sql("ALTER DATABASE \"" + name + "-renamed\" RENAME TO \"" + name + "\"");
  done({"remove", address("ana"), "--yes"});
  done({"reopen", file});
  EXPECT_THAT(done({"list", file, "Drafts"}), HasSubstr("In the file"));
}

TEST_F(CliDatabase, a_collision_names_the_place) {
  const std::string file = folder_ / "mail.postroom";
  make_store("ana");
  const Ended taken = run({"transfer", file, store_});
  EXPECT_EQ(taken.status, 1);
  EXPECT_THAT(taken.err, HasSubstr("There is a store already at " + store_));
}

TEST_F(CliDatabase, an_unknown_database_or_user_is_named) {
  std::string other = address("ana");
  other.replace(other.find("postgres@"), 8, "nobody-here");
  const Ended user = run({"list", other, "Inbox"});
  EXPECT_EQ(user.status, 1);
  EXPECT_THAT(user.err, HasSubstr("knows no user “nobody-here”"));
  const std::string name = sql("SELECT current_database()");
  other = address("ana");
  other.replace(other.find("/" + name), name.size() + 1, "/nowhere");
  const Ended database = run({"list", other, "Inbox"});
  EXPECT_EQ(database.status, 1);
  EXPECT_THAT(database.err, HasSubstr("has no database “nowhere”"));
}

}  // namespace
}  // namespace postroom::tests
