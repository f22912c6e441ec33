// docs/conformance.md.
#pragma once

#include <string>
#include <vector>

#include "mapi/conformance/rows.h"
#include "mapi/conformance/test_run.h"

namespace mapi_conformance {

enum class Verdict { met, met_in_part, failed, deferred, absent, untested };

// Failed tests count whatever the claim. A row that is neither deferred nor absent and has no test is
// untested.
Verdict verdict_on(const Row& row, const TestRun& run);

// The whole page: Markdown, the same for the same rows and outcomes. `regenerate` is the command that it
// names.
std::string write_page(const std::vector<Row>& rows, const TestRun& run, const std::string& regenerate);

// A sentence for each thing that is wrong with the rows: rows that are untested, tests of a row that is not
// there.
std::vector<std::string> find_gaps(const std::vector<Row>& rows, const TestRun& run);

}  // namespace mapi_conformance
