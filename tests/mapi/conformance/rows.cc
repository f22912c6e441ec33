#include "mapi/conformance/rows.h"

#include <istream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace mapi_conformance {
namespace {

constexpr std::size_t kLeastFields = 6;  // the note may be left out

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream rest(line);
  for (std::string field; std::getline(rest, field, '\t');) fields.push_back(field);
  return fields;
}

[[noreturn]] void refuse(const std::string& line, const std::string& why) {
  throw std::runtime_error("rows.tsv: " + why + ": " + line);
}

Claim claim_of(const std::string& word, const std::string& line) {
  if (word == "whole") return Claim::whole;
  if (word == "part") return Claim::part;
  if (word == "deferred") return Claim::deferred;
  if (word == "absent") return Claim::absent;
  refuse(line, "no such claim");
}

Row row_of(const std::string& line, int number) {
  static const std::set<std::string> kDegrees{"R", "R*", "S", "O", "-"};
  const std::vector<std::string> fields = fields_of(line);
  if (fields.size() < kLeastFields || fields.size() > kLeastFields + 1) refuse(line, "six or seven fields");
  if (fields[0] != std::to_string(number)) refuse(line, "number " + std::to_string(number) + " comes next");
  if (fields[1].size() != 1) refuse(line, "a section is a letter");
  if (kDegrees.count(fields[3]) == 0 || kDegrees.count(fields[4]) == 0) refuse(line, "no such degree");
  Row row{number, fields[1][0], fields[2], fields[3], fields[4], claim_of(fields[5], line), {}};
  if (fields.size() > kLeastFields) row.note = fields[kLeastFields];
  if (row.claim != Claim::whole && row.note.empty()) refuse(line, "a note says why");
  if (row.claim == Claim::absent && row.is_required()) refuse(line, "a default store has to have it");
  return row;
}

}  // namespace

std::vector<Row> read_rows(std::istream& tsv) {
  std::vector<Row> rows;
  for (std::string line; std::getline(tsv, line);) {
    if (line.empty() || line[0] == '#') continue;
    rows.push_back(row_of(line, static_cast<int>(rows.size()) + 1));
  }
  return rows;
}

}  // namespace mapi_conformance
