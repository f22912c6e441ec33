// The rights that docs/databases.md names are those that it takes, for roles that have no others.
#include "cli_fixture.h"
#include "support/postgres_server.h"

namespace postroom::tests {
namespace {

using postroom::testing::PostgresServer;
using ::testing::HasSubstr;

constexpr char kPage[] = POSTROOM_SOURCES "/docs/databases.md";
constexpr char kAna[] = "documented_ana", kBen[] = "documented_ben";

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

class CliRights : public Cli {
 protected:
  CliRights() : file_(store_), database_(server().make_database()) {
    done({"engine", "init", database_});
    for (const char* role : {kAna, kBen}) {
      sql(std::string("DO $$ BEGIN CREATE ROLE ") + role +
          " LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
    }
    sql("REVOKE ALL ON DATABASE \"" + name() + "\" FROM PUBLIC");
  }

  static PostgresServer& server() { return PostgresServer::shared(); }
  std::string sql(const std::string& statements) const { return server().run_sql(statements, database_); }
  std::string name() const { return sql("SELECT current_database()"); }
  std::string address(const std::string& role, const std::string& store) const {
    std::string address = database_ + "&store=" + store;
    return address.replace(address.find("postgres@"), 8, role);
  }

  // The SQL that stands in the page at this place, for the roles and the database of this test.
  std::string documented(std::size_t which) const {
    const std::string page = read(kPage), fence = "```sql\n";
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= which; ++i) begin = page.find(fence, begin) + fence.size();
    std::string statements = page.substr(begin, page.find("```", begin) - begin);
    replace_all(statements, " ana;", std::string(" ") + kAna + ";");
    replace_all(statements, " ben;", std::string(" ") + kBen + ";");
    replace_all(statements, "DATABASE mail", "DATABASE \"" + name() + "\"");
    return statements;
  }
  void grant_what_all_but_removing_takes() const { sql(documented(0)); }
  void grant_removing() const { sql(documented(1)); }
  void grant_reading() const { sql(documented(2)); }

  void grant_accounts() const { sql(documented(3)); }

  // Every command that writes, on the store_ of now.
  void write_in_every_way() const {
    const std::string id = make_draft("First");
    done({"edit", store_, id, "--set", "PR_SUBJECT=Second", "--attach", file("a", 700'000)});
    done({"edit", store_, id, "--detach", "a", "--attach", file("b", 300'000)});
    done({"restore", store_, id, "1"});
    done({"copy", store_, id, "--to", "Inbox"});
    done({"move", store_, id, "--to", "Tasks"});
    done({"mark", store_, "--folder", "Inbox", "--unread"});
    done({"delete", store_, id});
    done({"undelete", store_, id});
    done({"delete", store_, id, "--permanent"});
    done({"import", store_, POSTROOM_SOURCES "/samples/inbox.mbox"});
    done({"compact", store_});
  }
  void read_in_every_way() const {
    done({"folders", store_});
    done({"export", store_, "--folder", "Inbox", "--to", folder_ / "out.mbox"});
    done({"conflicts", store_});
    done({"backup", store_, folder_ / "backup.postroom"});
    EXPECT_THAT(done({"check", store_}), HasSubstr("in order"));
    EXPECT_THAT(done({"engine", "status", store_}), HasSubstr("ana"));
  }
  std::string file(const std::string& file_name, std::size_t size) const {
    return write(file_name, std::string(size, file_name[0]));
  }

  const std::string file_;
  const std::string database_;
};

TEST_F(CliRights, without_rights_nothing_goes) {
  for (const Words& words :
       {Words{"init", address(kAna, "ana")}, Words{"engine", "init", address(kAna, "ana")}}) {
    const Ended refused = run(words);
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("refuses this user; check name, password and rights"));
  }
}

TEST_F(CliRights, a_store_that_could_not_be_made_whole_is_made_by_the_same_command_later) {
  grant_what_all_but_removing_takes();
  sql(std::string("REVOKE INSERT ON postroom.folder FROM ") + kAna);
  const Ended refused = run({"init", address(kAna, "ana")});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("make it again, or remove it with “postroom remove”"));
  grant_what_all_but_removing_takes();
  done({"init", address(kAna, "ana")});
  EXPECT_THAT(done({"check", address(kAna, "ana")}), HasSubstr("in order"));
}

TEST_F(CliRights, the_documented_ones_are_enough_for_all_but_removing) {
  grant_what_all_but_removing_takes();
  store_ = address(kAna, "ana");
  done({"init", store_});
  write_in_every_way();
  read_in_every_way();
  done({"transfer", file_, address(kAna, "moved"), "--move"});
  done({"transfer", address(kAna, "moved"), folder_ / "back.postroom", "--move"});
  std::filesystem::remove(folder_ / "back.postroom");
  done({"reopen", address(kAna, "moved")});

  const std::string versions = sql("SELECT count(*) FROM postroom.version");
  const Ended refused = run({"remove", store_, "--yes"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("needs the right DELETE"));
  EXPECT_EQ(sql("SELECT count(*) FROM postroom.version"), versions);
  EXPECT_THAT(done({"check", store_}), HasSubstr("in order"));

  grant_removing();
  done({"remove", store_, "--yes"});
  EXPECT_EQ(sql("SELECT name FROM postroom.store"), "\\x6d6f766564") << "moved";
}

TEST_F(CliRights, accounts_take_rights_of_their_own_and_the_documented_ones_are_enough) {
  std::string accounts = database_;
  environment_["POSTROOM_ACCOUNTS"] = accounts.replace(accounts.find("postgres@"), 8, kAna);
  grant_what_all_but_removing_takes();
  const Ended refused = run({"user", "list"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("refuses this user"));
  grant_accounts();
  done({"user", "add", "ana", "--no-password"});
  done({"user", "passwd", "ana", "--password-stdin"}, "correct horse\n");
  done({"user", "grant", "ana", "shop"});
  done({"user", "revoke", "ana", "shop"});
  done({"token", "add", "ana", "script"});
  done({"user", "disable", "ana"});
  done({"user", "remove", "ana"});
}

TEST_F(CliRights, the_documented_ones_of_a_reader_are_enough_to_read) {
  done({"init", address("postgres", "ana")});
  store_ = address("postgres", "ana");
  const std::string id = make_draft("First");
  grant_reading();
  store_ = address(kBen, "ana");
  read_in_every_way();
  EXPECT_EQ(subject_of(id), "First");
  const Ended refused = run({"edit", store_, id, "--set", "PR_SUBJECT=Second"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("can only be read"));
  EXPECT_EQ(run({"remove", store_, "--yes"}).status, 1);
}

}  // namespace
}  // namespace postroom::tests
