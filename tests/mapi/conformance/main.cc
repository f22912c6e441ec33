// mapi_conformance ROWS.tsv COMMAND RUN.json...: writes docs/conformance.md to standard output. RUN.json is
// what a program with tests of rows writes with --gtest_output=json, COMMAND what the page names for making
// it anew. Ends with 1 and says why where a row has no test.
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "mapi/conformance/page.h"

using namespace mapi_conformance;

namespace {

constexpr int kFirstRun = 3;

std::ifstream open(const char* path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  return file;
}

int run(int count, char** arguments) {
  std::ifstream tsv = open(arguments[1]);
  const std::vector<Row> rows = read_rows(tsv);
  TestRun tests;
  for (int i = kFirstRun; i < count; ++i) {
    std::ifstream json = open(arguments[i]);
    add_test_run(json, tests);
  }
  std::cout << write_page(rows, tests, arguments[2]);
  const std::vector<std::string> gaps = find_gaps(rows, tests);
  for (const std::string& gap : gaps) std::cerr << gap << "\n";
  return gaps.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc <= kFirstRun) {
    std::cerr << "usage: " << argv[0] << " ROWS.tsv COMMAND RUN.json...\n";
    return 2;
  }
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
