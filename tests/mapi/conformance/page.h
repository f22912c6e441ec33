// docs/conformance.md.
#pragma once

#include <string>
#include <vector>

#include "mapi/conformance/rows.h"
#include "mapi/conformance/test_run.h"

namespace mapi_conformance {

enum class Verdict { met, met_in_part, failed, deferred, absent, untested };

// Failed tests count whatever the claim. A row without tests is untested unless it is deferred, or absent and
// optional.
Verdict verdict_on(const Row& row, const TestRun& run);

// The whole page in Markdown, the same for the same rows and outcomes. It names the command `regenerate`.
std::string write_page(const std::vector<Row>& rows, const TestRun& run, const std::string& regenerate);

// A sentence for each row that is untested, and for each row with tests that is not there.
std::vector<std::string> find_gaps(const std::vector<Row>& rows, const TestRun& run);

}  // namespace mapi_conformance
