// Whole operations of the domain on a disk whose operations fail one after the other.
#include "fault/fault_suite.h"
#include "fault/store_program.h"

namespace postroom::fault {
namespace {

Subject sqlite_store() { return {"store", store_program(sqlite_access()), {12, 3, 6, 2, 2}}; }

INSTANTIATE_TEST_SUITE_P(Sqlite, FaultTest, testing::Values(sqlite_store()), subject_name);

}  // namespace
}  // namespace postroom::fault
