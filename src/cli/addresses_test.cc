#include "cli/addresses.h"

#include <gtest/gtest.h>

namespace postroom::cli {
namespace {

std::vector<Address> parsed(std::string_view text) {
  auto result = parse_addresses(text);
  EXPECT_TRUE(result.ok()) << text;
  return result ? *result : std::vector<Address>{};
}

}  // namespace

TEST(Addresses, come_with_or_without_a_name) {
  EXPECT_EQ(parsed("Ana Ruiz <ana@example.com>; ben@example.com, <c@example.com>"),
            (std::vector<Address>{
                {"Ana Ruiz", "ana@example.com"}, {"", "ben@example.com"}, {"", "c@example.com"}}));
  EXPECT_EQ(parsed("Sales team"), (std::vector<Address>{{"Sales team", ""}}));
  EXPECT_EQ(parsed(" ;, "), std::vector<Address>{});
}

TEST(Addresses, may_have_separators_in_a_quoted_name) {
  EXPECT_EQ(parsed("\"Ruiz, Ana \\\"A\\\"\" <ana@example.com>; b@example.com"),
            (std::vector<Address>{{"Ruiz, Ana \"A\"", "ana@example.com"}, {"", "b@example.com"}}));
}

TEST(Addresses, are_refused_when_something_is_not_closed) {
  for (const char* text :
       {"Ana <ana@example.com", "\"Ana <ana@example.com>", "Ana ana@example.com>", "Ana <>", "a <b> c"}) {
    auto result = parse_addresses(text);
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().code, Code::invalid_argument);
  }
}

}  // namespace postroom::cli
