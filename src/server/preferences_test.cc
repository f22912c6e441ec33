#include "server/preferences.h"

#include <gtest/gtest.h>

#include "support/must.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

Result<OnConflict> prefer(std::initializer_list<const char*> lines) {
  http::Fields fields;
  for (const char* line : lines) fields.add("Prefer", line);
  return parse_prefer(fields);
}

TEST(Preferences, say_what_a_conflict_is_to_lead_to) {
  EXPECT_EQ(must(prefer({"conflict=fail"})), OnConflict::fail);
  EXPECT_EQ(must(prefer({"conflict=merge"})), OnConflict::merge);
  EXPECT_EQ(must(prefer({"conflict=overwrite"})), OnConflict::overwrite);
  EXPECT_EQ(must(prefer({"conflict=elsewhere"})), OnConflict::elsewhere);
  for (const OnConflict what :
       {OnConflict::fail, OnConflict::merge, OnConflict::overwrite, OnConflict::elsewhere}) {
    EXPECT_EQ(must(prefer({("conflict=" + std::string(to_text(what))).c_str()})), what);
  }
}

TEST(Preferences, without_one_a_conflict_fails) {
  EXPECT_EQ(must(prefer({})), OnConflict::fail);
  EXPECT_EQ(must(prefer({"respond-async, wait=10"})), OnConflict::fail);
}

TEST(Preferences, stand_among_others_in_any_form_that_http_allows) {
  EXPECT_EQ(must(prefer({"respond-async; x=\"a,b;c\", Conflict = \"merge\" ; p=1, wait=10"})),
            OnConflict::merge);
  EXPECT_EQ(must(prefer({"wait=10", "conflict=overwrite"})), OnConflict::overwrite);
  EXPECT_EQ(must(prefer({",,conflict=merge,"})), OnConflict::merge);
}

TEST(Preferences, of_several_the_first_counts) {
  EXPECT_EQ(must(prefer({"conflict=merge, conflict=overwrite"})), OnConflict::merge);
  EXPECT_EQ(must(prefer({"conflict=merge", "conflict=overwrite"})), OnConflict::merge);
}

TEST(Preferences, that_are_no_word_of_ours_are_refused_rather_than_guessed) {
  for (const char* line :
       {"conflict", "conflict=", "conflict=Merge", "conflict=mergee", "conflict=\"merge", "conflict=\"\""}) {
    EXPECT_EQ(code_of(prefer({line})), Code::invalid_argument) << line;
  }
}

}  // namespace
}  // namespace postroom::server
