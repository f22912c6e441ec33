#include "mapi/conformance/page.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace mapi_conformance {
namespace {

constexpr std::array<const char*, 14> kSections{"Conflict and concurrency",
                                                "Loading, logon, identity",
                                                "Status and configuration",
                                                "Store and folders",
                                                "Messages, recipients, attachments",
                                                "Properties",
                                                "Tables",
                                                "Search",
                                                "Notifications",
                                                "Submission and delivery",
                                                "Reports",
                                                "Bodies and progress",
                                                "Entry IDs and stores for reading",
                                                "Replication"};

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::met_in_part:
      return "met in part";
    case Verdict::failed:
      return "**failed**";
    case Verdict::deferred:
      return "deferred";
    case Verdict::absent:
      return "absent";
    case Verdict::untested:
      return "**untested**";
  }
  return "";
}

std::string required_for(const Row& row) {
  if (row.of_all == "R") return "every store";
  if (row.of_all == "R*") return "stores that receive mail";
  if (row.of_all == "S") return "every store should";
  if (row.of_default == "R") return "a default store";
  if (row.of_default == "S") return "a default store should";
  return "optional";
}

const std::vector<ShownTest>& tests_of(const Row& row, const TestRun& run) {
  static const std::vector<ShownTest> kNone;
  const auto found = run.find(row.number);
  return found == run.end() ? kNone : found->second;
}

std::string shown_tests(const Row& row, const TestRun& run) {
  std::string text = row.note;
  for (const ShownTest& test : tests_of(row, run)) {
    if (!text.empty()) text += text.back() == '.' ? " " : "; ";
    text += test.passed ? test.sentence : "**" + test.sentence + "**";
  }
  return text;
}

void write_introduction(const std::string& regenerate, std::ostream& page) {
  page << R"(# Conformance

What of MAPI the message store provider (`libpostroom_mapi.so`, [mapi](mapi.md)) has: the 150 features that the Outlook MAPI
reference and the sheets of MS-OXCMSG, MS-OXCPRPT, MS-OXCFOLD, MS-OXCTABL and MS-OXCFXICS name for a store, each with
whom it is required for, how it stands, and the tests that show it, as sentences. The tests load the provider as a host does,
by its exports, and see nothing of Postroom but `include/mapi` (`tests/mapi`); they run on files and on PostgreSQL.

This page is made from a run of them, on files where they run on both, and a test compares the two. After a change:

    )" << regenerate
       << R"(

- **met**: all tests of the row pass. **met in part**: they pass, and the row says what is missing.
- **deferred**: planned for a later release; until then the provider says so by its answers and its support mask.
- **absent**: not required, and not there; the tests show what is answered instead.

A **default store** is one that a session sends from. This one is none yet, for want of submission, and says so
(STATUS_NO_DEFAULT_STORE, no STORE_SUBMIT_OK).

**Row 54** is met otherwise than the reference has it. There, a message that somebody has open for writing is not deleted. Here
it is: no lock outlives its owner, nobody's forgotten window keeps a message alive, and nothing is lost, as the next save of
whoever has it open answers MAPI_E_OBJECT_DELETED and can be made elsewhere ([save rules](save-rules.md)). Ids that name
nothing count as not done, as they should.
)";
}

void write_summary(const std::vector<Row>& rows, const TestRun& run, std::ostream& page) {
  constexpr std::array kVerdicts{Verdict::met,      Verdict::met_in_part, Verdict::failed,
                                 Verdict::deferred, Verdict::absent,      Verdict::untested};
  page << "\n| rows | required | should | optional |\n|---|---|---|---|\n";
  for (const Verdict verdict : kVerdicts) {
    std::array<int, 3> counts{};
    for (const Row& row : rows) {
      if (verdict_on(row, run) == verdict) ++counts[row.is_required() ? 0 : row.of_default == "S" ? 1 : 2];
    }
    if (counts == std::array<int, 3>{}) continue;
    page << "| " << name_of(verdict);
    for (const int count : counts) page << " | " << count;
    page << " |\n";
  }
  page << "\nRequired and optional are here those of a default store.\n";
}

void write_row(const Row& row, const TestRun& run, std::ostream& page) {
  page << "| " << row.number << " | " << row.feature << " | " << required_for(row) << " | "
       << name_of(verdict_on(row, run)) << " | " << shown_tests(row, run) << " |\n";
}

}  // namespace

Verdict verdict_on(const Row& row, const TestRun& run) {
  const std::vector<ShownTest>& tests = tests_of(row, run);
  if (std::any_of(tests.begin(), tests.end(), [](const ShownTest& test) { return !test.passed; })) {
    return Verdict::failed;
  }
  if (row.claim == Claim::deferred) return Verdict::deferred;
  if (row.claim == Claim::absent && row.is_optional()) return Verdict::absent;
  if (tests.empty()) return Verdict::untested;
  if (row.claim == Claim::absent) return Verdict::absent;
  return row.claim == Claim::part ? Verdict::met_in_part : Verdict::met;
}

std::string write_page(const std::vector<Row>& rows, const TestRun& run, const std::string& regenerate) {
  std::ostringstream page;
  write_introduction(regenerate, page);
  write_summary(rows, run, page);
  char section = 0;
  for (const Row& row : rows) {
    if (row.section != section) {
      section = row.section;
      page << "\n## " << section << ". " << kSections.at(static_cast<std::size_t>(section - 'A'))
           << "\n\n| row | feature | required for | verdict | tests |\n|---|---|---|---|---|\n";
    }
    write_row(row, run, page);
  }
  return page.str();
}

std::vector<std::string> find_gaps(const std::vector<Row>& rows, const TestRun& run) {
  std::vector<std::string> gaps;
  for (const Row& row : rows) {
    if (verdict_on(row, run) == Verdict::untested) {
      gaps.push_back("Row " + std::to_string(row.number) + " has no test: " + row.feature);
    }
  }
  for (const auto& [number, tests] : run) {
    if (number >= 1 && number <= static_cast<int>(rows.size())) continue;
    gaps.push_back("There is no row " + std::to_string(number) + ", but a test: " + tests.front().sentence);
  }
  return gaps;
}

}  // namespace mapi_conformance
