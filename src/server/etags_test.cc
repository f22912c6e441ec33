#include "server/etags.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

Result<std::optional<VersionNumber>> if_match(const std::string& text) {
  http::Fields fields;
  fields.add("If-Match", text);
  return parse_if_match(fields);
}

bool knows(const std::string& if_none_match, const std::string& etag) {
  http::Fields fields;
  fields.add("if-none-match", if_none_match);
  return is_known(fields, etag);
}

TEST(Etags, are_the_version_in_quotation_marks) { EXPECT_EQ(etag_of(VersionNumber{7}), "\"7\""); }

TEST(IfMatch, names_a_version) {
  EXPECT_EQ(must(if_match("\"7\"")), VersionNumber{7});
  EXPECT_EQ(must(if_match(" \"12\" ")), VersionNumber{12});
}

TEST(IfMatch, is_the_newest_version_where_it_is_missing_or_a_star) {
  EXPECT_EQ(must(parse_if_match({})), std::nullopt);
  EXPECT_EQ(must(if_match("*")), std::nullopt);
}

TEST(IfMatch, that_is_weak_a_list_or_no_etag_of_ours_is_refused) {
  for (const char* text : {"W/\"7\"", "\"7\", \"8\"", "\"7\",", "7", "\"7", "\"\"", "\"0\"", "\"-1\"",
                           "\"07\"", "\"7 \"", "\"x\"", "", "\"9223372036854775808\"", "**", "'7'"}) {
    EXPECT_EQ(code_of(if_match(text)), Code::invalid_argument) << text;
  }
  http::Fields two;
  two.add("If-Match", "\"7\"");
  two.add("If-Match", "\"7\"");
  EXPECT_EQ(code_of(parse_if_match(two)), Code::invalid_argument);
}

TEST(IfNoneMatch, knows_an_etag_wherever_it_stands_in_the_list) {
  EXPECT_TRUE(knows("\"7\"", "\"7\""));
  EXPECT_TRUE(knows("\"6\", W/\"7\"", "\"7\""));
  EXPECT_TRUE(knows("\"a,b\" , \"7\"", "\"7\""));
  EXPECT_TRUE(knows("*", "\"7\""));
  EXPECT_FALSE(knows("\"77\"", "\"7\""));
  EXPECT_FALSE(knows("7", "\"7\""));
  EXPECT_FALSE(knows("\"7", "\"7\""));
  EXPECT_FALSE(knows("", "\"7\""));
  EXPECT_FALSE(is_known({}, "\"7\""));
}

}  // namespace
}  // namespace postroom::server
