#include "accounts/directory.h"

#include "accounts/test_directory.h"

namespace postroom::accounts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names_of(const std::vector<Account>& accounts) {
  std::vector<std::string> names;
  for (const Account& account : accounts) names.push_back(account.name);
  return names;
}

TEST_F(DirectoryTest, an_account_is_found_as_it_was_added) {
  const Account added = must(directory_.add("ana", "Ana Ruiz", kPassword, true));
  const Account found = must(directory_.find("ana"));
  EXPECT_EQ(found.id, added.id);
  EXPECT_EQ(found.name, "ana");
  EXPECT_EQ(found.who, "Ana Ruiz");
  EXPECT_TRUE(found.is_administrator);
  EXPECT_FALSE(found.is_disabled);
  EXPECT_EQ(found.created, clock_->now());
  EXPECT_TRUE(found.stores.empty());
}

TEST_F(DirectoryTest, accounts_are_listed_in_order_of_name_with_what_they_may_do) {
  for (const char* name : {"clara", "ana", "ben"}) must(directory_.add(name, name, kPassword));
  must(directory_.grant("ben", "shop", Rights::read_only));
  must(directory_.grant("ben", "desk", Rights::read_write));
  const auto accounts = must(directory_.list());
  EXPECT_THAT(names_of(accounts), ElementsAre("ana", "ben", "clara"));
  EXPECT_THAT(accounts[1].stores,
              ElementsAre(std::pair("desk", Rights::read_write), std::pair("shop", Rights::read_only)));
  EXPECT_TRUE(accounts[0].stores.empty());
}

TEST_F(DirectoryTest, a_name_that_is_taken_is_refused_and_so_is_a_person) {
  must(directory_.add("ana", "Ana Ruiz", kPassword));
  const auto same_name = directory_.add("ana", "Somebody else", kPassword);
  ASSERT_EQ(code_of(same_name), Code::collision);
  EXPECT_THAT(same_name.error().message, HasSubstr("“ana”"));
  const auto same_person = directory_.add("ana2", "Ana Ruiz", kPassword);
  ASSERT_EQ(code_of(same_person), Code::collision);
  EXPECT_THAT(same_person.error().message, HasSubstr("“Ana Ruiz”"));
  EXPECT_EQ(must(directory_.list()).size(), 1U);
}

TEST_F(DirectoryTest, what_will_not_do_is_refused_before_anything_is_written) {
  EXPECT_EQ(code_of(directory_.add("Ana", "Ana", kPassword)), Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.add("ana", "", kPassword)), Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.add("ana", "Ana", "short")), Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.add("ana", "Ana", "")), Code::invalid_argument);
  EXPECT_TRUE(must(directory_.list()).empty());
  must(directory_.add("ana", "Ana", kPassword));
  EXPECT_EQ(code_of(directory_.set_password("ana", "short")), Code::invalid_argument);
  EXPECT_EQ(code_of(directory_.grant("ana", "../shop", Rights::read_only)), Code::invalid_argument);
  EXPECT_TRUE(sign_in("ana", kPassword).ok());
}

TEST_F(DirectoryTest, whoever_is_not_there_is_not_found) {
  const auto found = directory_.find("nobody");
  ASSERT_EQ(code_of(found), Code::not_found);
  EXPECT_THAT(found.error().message, HasSubstr("“nobody”"));
  EXPECT_EQ(code_of(directory_.set_password("nobody", kPassword)), Code::not_found);
  EXPECT_EQ(code_of(directory_.set_disabled("nobody", true)), Code::not_found);
  EXPECT_EQ(code_of(directory_.set_administrator("nobody", true)), Code::not_found);
  EXPECT_EQ(code_of(directory_.remove("nobody")), Code::not_found);
  EXPECT_EQ(code_of(directory_.grant("nobody", "shop", Rights::read_only)), Code::not_found);
  EXPECT_EQ(code_of(directory_.revoke("nobody", "shop")), Code::not_found);
  EXPECT_EQ(code_of(directory_.tokens("nobody")), Code::not_found);
}

TEST_F(DirectoryTest, a_grant_takes_the_place_of_the_one_before_and_can_be_revoked_once) {
  must(directory_.add("ana", "Ana", kPassword));
  must(directory_.grant("ana", "shop", Rights::read_write));
  must(directory_.grant("ana", "shop", Rights::read_only));
  EXPECT_THAT(must(directory_.find("ana")).stores, ElementsAre(std::pair("shop", Rights::read_only)));
  must(directory_.revoke("ana", "shop"));
  EXPECT_TRUE(must(directory_.find("ana")).stores.empty());
  const Status again = directory_.revoke("ana", "shop");
  ASSERT_EQ(code_of(again), Code::not_found);
  EXPECT_THAT(again.error().message, HasSubstr("“shop”"));
}

TEST_F(DirectoryTest, the_members_of_a_store_are_those_with_a_grant_on_it) {
  for (const char* name : {"clara", "ana", "ben"}) must(directory_.add(name, name, kPassword));
  must(directory_.grant("clara", "shop", Rights::read_only));
  must(directory_.grant("ana", "shop", Rights::read_write));
  must(directory_.grant("ben", "shops", Rights::read_write));
  EXPECT_THAT(names_of(must(directory_.members("shop"))), ElementsAre("ana", "clara"));
  EXPECT_TRUE(must(directory_.members("other")).empty());
}

TEST_F(DirectoryTest, a_removed_account_leaves_nothing_for_the_next_one_of_its_name) {
  const Account first = must(directory_.add("ana", "Ana", kPassword));
  must(directory_.grant("ana", "shop", Rights::read_write));
  const auto session = must(sign_in("ana", kPassword));
  const auto token = must(directory_.add_token("ana", "script", Rights::read_write));
  must(directory_.remove("ana"));
  EXPECT_EQ(identify(session.secret), nullptr);
  EXPECT_EQ(identify(token.secret, CredentialKind::token), nullptr);
  const Account second = must(directory_.add("ana", "Ana", kOtherPassword));
  EXPECT_NE(second.id, first.id);
  EXPECT_TRUE(must(directory_.find("ana")).stores.empty());
  EXPECT_TRUE(must(directory_.tokens("ana")).empty());
  EXPECT_EQ(code_of(sign_in("ana", kPassword)), Code::no_access);
}

TEST_F(DirectoryTest, who_is_an_administrator_can_be_changed) {
  must(directory_.add("ana", "Ana", kPassword));
  must(directory_.set_administrator("ana", true));
  EXPECT_TRUE(must(directory_.find("ana")).is_administrator);
  must(directory_.set_administrator("ana", false));
  EXPECT_FALSE(must(directory_.find("ana")).is_administrator);
}

TEST_F(DirectoryTest, accounts_are_the_same_for_whoever_opens_them) {
  must(directory_.add("ana", "Ana", kPassword));
  Directory another = open_another();
  EXPECT_EQ(must(another.find("ana")).who, "Ana");
  must(another.grant("ana", "shop", Rights::read_only));
  EXPECT_TRUE(must(directory_.find("ana")).stores.contains("shop"));
}

}  // namespace
}  // namespace postroom::accounts
