#include "mapi/conformance/test_run.h"

#include <algorithm>
#include <cctype>
#include <istream>
#include <optional>
#include <stdexcept>

namespace mapi_conformance {
namespace {

// GoogleTest writes each member of an object on a line of its own, the name first and the failures last, and
// lines inside texts as \n. So there is no need for a reader of JSON as such.
std::optional<std::string> text_member(const std::string& line, const std::string& name) {
  const std::size_t start = line.find_first_not_of(' ');
  const std::string opening = "\"" + name + "\": \"";
  if (start == std::string::npos || line.compare(start, opening.size(), opening) != 0) return std::nullopt;
  const std::size_t value = start + opening.size();
  return line.substr(value, line.rfind('"') - value);
}

bool begins_failures(const std::string& line) {
  const std::size_t start = line.find_first_not_of(' ');
  return start != std::string::npos && line.compare(start, 12, "\"failures\": ") == 0;
}

// The row in rNNN_sentence, or nothing.
std::optional<int> row_of(const std::string& name) {
  constexpr std::size_t kPrefix = 5;
  if (name.size() <= kPrefix || name[0] != 'r' || name[4] != '_') return std::nullopt;
  const auto is_digit = [](unsigned char letter) { return std::isdigit(letter) != 0; };
  if (!std::all_of(name.begin() + 1, name.begin() + 4, is_digit)) return std::nullopt;
  return std::stoi(name.substr(1, 3));
}

std::string sentence_of(const std::string& name) {
  std::string sentence = name.substr(name.find('_') + 1);
  std::replace(sentence.begin(), sentence.end(), '_', ' ');
  return sentence;
}

}  // namespace

void add_test_run(std::istream& json, TestRun& run) {
  ShownTest* test = nullptr;
  bool any = false;
  for (std::string line; std::getline(json, line);) {
    if (const auto name = text_member(line, "name")) {
      const auto row = row_of(*name);
      test = row ? &run[*row].emplace_back(ShownTest{sentence_of(*name), false}) : nullptr;
      any = any || test;
    } else if (const auto result = text_member(line, "result"); result && test) {
      test->passed = *result == "COMPLETED";
    } else if (test && begins_failures(line)) {
      test->passed = false;
    }
  }
  if (!any) throw std::runtime_error("no test of a row in what GoogleTest wrote");
}

}  // namespace mapi_conformance
