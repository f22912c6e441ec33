// The rows of docs/conformance.md, as rows.tsv has them.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace mapi_conformance {

// What a row without failed tests comes to.
enum class Claim { whole, part, deferred, absent };

struct Row {
  int number = 0;
  char section = 'A';
  std::string feature;
  // R required, R* required where mail is received, S should, O optional, - does not apply.
  std::string of_all;
  std::string of_default;
  Claim claim = Claim::whole;
  std::string note;

  bool is_required() const { return of_default[0] == 'R'; }  // of a default store
  bool is_optional() const { return of_default == "O" || of_default == "-"; }
};

// Throws std::runtime_error that names the line: fields that are missing or unknown, numbers that do not go
// 1, 2, 3, a deferred or absent row without a note, an absent row that a default store is required to have.
std::vector<Row> read_rows(std::istream& tsv);

}  // namespace mapi_conformance
