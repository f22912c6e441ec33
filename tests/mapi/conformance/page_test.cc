#include "mapi/conformance/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mapi_conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Row row(int number, Claim claim, const std::string& of_default = "R", const std::string& note = "") {
  return {number, 'A', "Feature", of_default == "O" ? "O" : "R", of_default, claim, note};
}

const TestRun kOnePassed{{1, {{"it works", true}}}};

TEST(ConformancePage, VerdictsComeFromTheTests) {
  EXPECT_EQ(verdict_on(row(1, Claim::whole), kOnePassed), Verdict::met);
  EXPECT_EQ(verdict_on(row(1, Claim::part), kOnePassed), Verdict::met_in_part);
  EXPECT_EQ(verdict_on(row(2, Claim::whole), kOnePassed), Verdict::untested);
  EXPECT_EQ(verdict_on(row(2, Claim::deferred), kOnePassed), Verdict::deferred);
  EXPECT_EQ(verdict_on(row(2, Claim::absent, "O"), kOnePassed), Verdict::absent);
  EXPECT_EQ(verdict_on(row(2, Claim::absent, "S"), kOnePassed), Verdict::untested);
  EXPECT_EQ(verdict_on(row(1, Claim::absent, "S"), kOnePassed), Verdict::absent);
}

TEST(ConformancePage, OneFailedTestFailsTheRowWhateverItClaims) {
  const TestRun run{{1, {{"it works", true}, {"always", false}}}};
  EXPECT_EQ(verdict_on(row(1, Claim::whole), run), Verdict::failed);
  EXPECT_EQ(verdict_on(row(1, Claim::deferred), run), Verdict::failed);
}

TEST(ConformancePage, RowsShowTheirNoteAndTheirTests) {
  const TestRun run{{1, {{"it works", true}, {"it lasts", true}}}};
  const std::string page = write_page({row(1, Claim::part, "R", "Not all of it.")}, run, "make page");
  EXPECT_THAT(page,
              HasSubstr("| 1 | Feature | every store | met in part | Not all of it. it works; it lasts |\n"));
  EXPECT_THAT(page, HasSubstr("    make page\n"));
}

TEST(ConformancePage, FailedTestsStandOut) {
  const std::string page = write_page({row(1, Claim::whole)}, {{1, {{"it works", false}}}}, "make page");
  EXPECT_THAT(page, HasSubstr("| **failed** | **it works** |"));
}

TEST(ConformancePage, TheSummaryCountsRowsByVerdict) {
  const std::string page =
      write_page({row(1, Claim::whole), row(2, Claim::absent, "O", "No need.")}, kOnePassed, "make page");
  EXPECT_THAT(page, HasSubstr("| met | 1 | 0 | 0 |\n| absent | 0 | 0 | 1 |\n"));
}

TEST(ConformancePage, RowsWithoutTestsAndTestsWithoutRowsAreGaps) {
  const TestRun run{{1, {{"it works", true}}}, {9, {{"it is lost", true}}}};
  EXPECT_THAT(find_gaps({row(1, Claim::whole), row(2, Claim::whole)}, run),
              ElementsAre(HasSubstr("Row 2"), HasSubstr("no row 9")));
  EXPECT_THAT(find_gaps({row(1, Claim::whole), row(2, Claim::deferred)}, kOnePassed), ElementsAre());
}

}  // namespace
}  // namespace mapi_conformance
