#include "mapi/conformance/test_run.h"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

namespace mapi_conformance {
namespace {

// As GoogleTest 1.12 writes it.
constexpr const char* kRun = R"({
  "tests": 4,
  "name": "AllTests",
  "testsuites": [
    {
      "name": "RowTest",
      "testsuite": [
        {
          "name": "r001_the_first_save_wins",
          "status": "RUN",
          "result": "COMPLETED",
          "classname": "RowTest"
        },
        {
          "name": "r001_and_shows",
          "status": "RUN",
          "result": "COMPLETED",
          "classname": "RowTest",
          "failures": [
            {
              "failure": "x.cc:9\nExpected equality\n\"name\": \"r003_quoted\"",
              "type": ""
            }
          ]
        },
        {
          "name": "r012_left_out",
          "status": "NOTRUN",
          "result": "SUPPRESSED",
          "classname": "RowTest"
        },
        {
          "name": "something_else",
          "status": "RUN",
          "result": "COMPLETED",
          "classname": "Other"
        }
      ]
    }
  ]
}
)";

TestRun read(const std::string& text) {
  std::istringstream json(text);
  TestRun run;
  add_test_run(json, run);
  return run;
}

TEST(ConformanceRun, NamesOfTestsAreRowsAndSentences) {
  const TestRun run = read(kRun);
  ASSERT_EQ(run.size(), 2U);
  ASSERT_EQ(run.at(1).size(), 2U);
  EXPECT_EQ(run.at(1)[0].sentence, "the first save wins");
}

TEST(ConformanceRun, OnlyWhatRanWithoutFailuresPassed) {
  const TestRun run = read(kRun);
  EXPECT_TRUE(run.at(1)[0].passed);
  EXPECT_FALSE(run.at(1)[1].passed);
  EXPECT_FALSE(run.at(12)[0].passed);
}

TEST(ConformanceRun, ARunWithoutRowsIsNone) { EXPECT_THROW(read("{\n}\n"), std::runtime_error); }

}  // namespace
}  // namespace mapi_conformance
