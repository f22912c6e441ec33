// What a run of the row tests showed.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace mapi_conformance {

struct ShownTest {
  std::string sentence;
  bool passed = false;  // it ran to its end, and nothing failed
};

// By row, in the order of the run.
using TestRun = std::map<int, std::vector<ShownTest>>;

// Adds what GoogleTest writes with --gtest_output=json. Tests of a row are named rNNN_sentence_in_words; all
// others are passed over. Throws std::runtime_error for text that has no such test.
void add_test_run(std::istream& json, TestRun& run);

}  // namespace mapi_conformance
