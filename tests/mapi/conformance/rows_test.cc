#include "mapi/conformance/rows.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace mapi_conformance {
namespace {

std::vector<Row> read(const std::string& text) {
  std::istringstream tsv(text);
  return read_rows(tsv);
}

TEST(ConformanceRows, LinesAreRowsAndRemarksAreNone) {
  const auto rows = read("# remark\n1\tA\tFirst\tR\tR\twhole\n2\tB\tSecond\tO\tS\tpart\tNot all.\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].feature, "First");
  EXPECT_EQ(rows[0].claim, Claim::whole);
  EXPECT_EQ(rows[1].section, 'B');
  EXPECT_EQ(rows[1].note, "Not all.");
}

TEST(ConformanceRows, NumbersGoUpByOne) {
  EXPECT_THROW(read("2\tA\tFirst\tR\tR\twhole\n"), std::runtime_error);
  EXPECT_THROW(read("1\tA\tFirst\tR\tR\twhole\n1\tA\tAgain\tR\tR\twhole\n"), std::runtime_error);
}

TEST(ConformanceRows, UnknownWordsAreRefused) {
  EXPECT_THROW(read("1\tA\tFirst\tX\tR\twhole\n"), std::runtime_error);
  EXPECT_THROW(read("1\tA\tFirst\tR\tR\tmostly\n"), std::runtime_error);
  EXPECT_THROW(read("1\tA\tFirst\tR\twhole\n"), std::runtime_error);
}

TEST(ConformanceRows, WhatIsMissingIsExplained) {
  EXPECT_THROW(read("1\tA\tFirst\tR\tR\tdeferred\n"), std::runtime_error);
  EXPECT_NO_THROW(read("1\tA\tFirst\tR\tR\tdeferred\tLater.\n"));
}

TEST(ConformanceRows, OnlyRowsThatAreNotRequiredMayBeAbsent) {
  EXPECT_THROW(read("1\tA\tFirst\tO\tR\tabsent\tNo need.\n"), std::runtime_error);
  EXPECT_NO_THROW(read("1\tA\tFirst\tS\tS\tabsent\tNo need.\n"));
  EXPECT_NO_THROW(read("1\tA\tFirst\tO\tO\tabsent\tNo need.\n"));
}

}  // namespace
}  // namespace mapi_conformance
