// The SQLite engine on a disk whose operations fail one after the other.
#include "fault/engine_program.h"
#include "fault/fault_suite.h"

namespace postroom::fault {
namespace {

Subject sqlite_engine() { return {"engine", engine_program(sqlite_access()), {60, 12, 25}}; }

INSTANTIATE_TEST_SUITE_P(Sqlite, FaultTest, testing::Values(sqlite_engine()), subject_name);

}  // namespace
}  // namespace postroom::fault
