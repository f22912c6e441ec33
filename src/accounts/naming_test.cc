#include "accounts/naming.h"

#include <postroom/session.h>

#include <gtest/gtest.h>

#include <string>

namespace postroom::accounts {
namespace {

TEST(NamingTest, the_name_of_an_account_is_short_plain_and_begins_with_a_letter) {
  for (const std::string& good : {std::string("a"), std::string("ana.ruiz"), std::string("a-b_c.9"),
                                  std::string(kMaxAccountName, 'z')}) {
    EXPECT_TRUE(check_account_name(good).ok()) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("Ana"), std::string("9a"), std::string(".a"), std::string("a b"),
        std::string("a/b"), std::string("ana\n"), std::string("\u00E4"), std::string("a\0b", 3),
        std::string(kMaxAccountName + 1, 'z')}) {
    EXPECT_FALSE(check_account_name(bad).ok()) << bad;
  }
}

TEST(NamingTest, the_name_of_a_store_may_begin_with_a_digit_and_is_no_path) {
  for (const std::string& good :
       {std::string("shop"), std::string("2026"), std::string(kMaxStoreName, 's')}) {
    EXPECT_TRUE(check_store_name(good).ok()) << good;
  }
  for (const std::string& bad : {std::string(), std::string(".."), std::string("a/b"), std::string("Shop"),
                                 std::string(kMaxStoreName + 1, 's')}) {
    EXPECT_FALSE(check_store_name(bad).ok()) << bad;
  }
}

TEST(NamingTest, a_person_is_any_one_line_of_text_but_the_word_for_all_others) {
  for (const std::string& good :
       {std::string("Ana Ruiz"), std::string("\u6797 \U0001F600"), std::string(kMaxSessionText, 'w')}) {
    EXPECT_TRUE(check_who(good).ok()) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string(" Ana"), std::string("Ana "), std::string("Ana\nRuiz"),
        std::string("Ana\x7F"), std::string("\xFF"), std::string("Ana\0", 4), std::string("Default"),
        std::string(kMaxSessionText + 1, 'w')}) {
    EXPECT_FALSE(check_who(bad).ok()) << bad;
  }
}

TEST(NamingTest, a_label_is_one_line_of_at_most_its_limit) {
  EXPECT_TRUE(check_token_label(std::string(kMaxTokenLabel, 'l')).ok());
  EXPECT_FALSE(check_token_label(std::string(kMaxTokenLabel + 1, 'l')).ok());
  EXPECT_FALSE(check_token_label("").ok());
}

}  // namespace
}  // namespace postroom::accounts
