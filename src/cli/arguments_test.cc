#include "cli/arguments.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

struct Everything {
  std::string store, mode = "merge", plain;
  std::vector<std::string> ids, set;
  std::optional<std::string> file;
  std::optional<std::int64_t> limit;
  bool json = false;

  Status parse(std::vector<std::string> words) {
    Arguments arguments;
    arguments.operand(store, "STORE", "");
    arguments.operands(ids, "ID", "");
    arguments.option(plain, "--plain", "X", "");
    arguments.option(file, "--file", "FILE", "");
    arguments.repeatable(set, "--set", "NAME=VALUE", "");
    arguments.number(limit, "--limit", "N", "", 1, 10);
    arguments.choice(mode, "--mode", {"merge", "strict"}, "");
    arguments.flag(json, "--json", "");
    return arguments.parse(std::move(words));
  }
};

Code refused(std::vector<std::string> words) {
  auto parsed = Everything().parse(std::move(words));
  EXPECT_FALSE(parsed.ok());
  return parsed ? Code::io_error : parsed.error().code;
}

}  // namespace

TEST(Arguments, take_operands_and_options_in_any_order) {
  Everything all;
  ASSERT_TRUE(
      all.parse({"--set", "A=1", "mail", "7", "--json", "8", "--limit", "3", "--set=B=x y", "--file", "-"})
          .ok());
  EXPECT_EQ(all.store, "mail");
  EXPECT_EQ(all.ids, (std::vector<std::string>{"7", "8"}));
  EXPECT_EQ(all.set, (std::vector<std::string>{"A=1", "B=x y"}));
  EXPECT_EQ(all.limit, 3);
  EXPECT_EQ(all.file, "-");
  EXPECT_TRUE(all.json);
  EXPECT_EQ(all.mode, "merge");
}

TEST(Arguments, leave_alone_what_is_not_given) {
  Everything all;
  ASSERT_TRUE(all.parse({"mail", "7"}).ok());
  EXPECT_FALSE(all.file || all.limit || all.json);
  EXPECT_TRUE(all.set.empty());
}

TEST(Arguments, take_an_option_with_one_value_and_no_more) {
  Everything all;
  ASSERT_TRUE(all.parse({"mail", "--set", "A=1", "7"}).ok());
  EXPECT_EQ(all.set.size(), 1u);
  EXPECT_EQ(all.ids, std::vector<std::string>{"7"});
}

TEST(Arguments, refuse_what_does_not_fit) {
  EXPECT_EQ(refused({}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--nonsense"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--file"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--mode", "loose"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--limit", "0"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--limit", "11"}), Code::invalid_argument);
  EXPECT_EQ(refused({"mail", "7", "--limit", "3x"}), Code::invalid_argument);
}

}  // namespace postroom::cli
