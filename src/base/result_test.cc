#include <postroom/result.h>

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "base/try.h"

namespace postroom {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error{Code::invalid_argument, std::to_string(number) + " is odd.", {}};
  return number / 2;
}

Result<int> quarter(int number) {
  TRY_SET(const int once, half(number));
  TRY(half(once));
  return half(once);
}

TEST(Result, carries_a_value_or_an_error) {
  EXPECT_EQ(*half(4), 2);
  EXPECT_EQ(half(3).error().message, "3 is odd.");
  EXPECT_TRUE(half(4).ok());
  EXPECT_FALSE(static_cast<bool>(half(3)));
}

TEST(Result, moves_values_that_cannot_be_copied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 7);
}

TEST(Try, returns_the_first_error_and_else_goes_on) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(6).error().message, "3 is odd.");
  EXPECT_EQ(quarter(5).error().message, "5 is odd.");
}

TEST(Describe, adds_the_detail_in_parentheses_only_where_there_is_one) {
  EXPECT_EQ(describe({Code::io_error, "It failed.", "disk 3"}), "It failed. (disk 3)");
  EXPECT_EQ(describe({Code::io_error, "It failed.", {}}), "It failed.");
}

TEST(CodeName, is_the_name_of_each_code_and_unlike_every_other) {
  std::set<std::string> names;
  const int last = static_cast<int>(Code::outcome_unknown);
  for (int code = 0; code <= last; ++code) names.insert(code_name(static_cast<Code>(code)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_STREQ(code_name(Code::object_changed), "object_changed");
}

}  // namespace
}  // namespace postroom
