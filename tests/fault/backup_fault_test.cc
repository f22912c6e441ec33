// A backup on a disk whose operations fail one after the other.
#include "fault/engine_access.h"
#include "fault/program.h"

#include "storage/conformance_samples.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace postroom::fault {
namespace {

using storage::must;

std::size_t files_beside(const std::string& path) {
  const auto folder = std::filesystem::directory_iterator(std::filesystem::path(path).parent_path());
  return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
}

TEST(BackupFaults, a_backup_that_fails_blames_the_disk_and_leaves_nothing_behind) {
  const WorkFolder folder;
  FaultVfs vfs;
  const auto engine = must(sqlite_access().create(folder.path("store"), vfs.name()));
  must(engine->backup(folder.path("whole"), {}));
  const std::size_t files = files_beside(folder.path("store"));
  for (std::uint64_t at = 1;; ++at) {
    vfs.plan({Fault::io_error, at, Extent::once});
    const Status backup = engine->backup(folder.path("copy"), {});
    const auto struck = vfs.struck();
    vfs.heal();
    if (!struck) break;  // there is no operation left that could fail
    if (backup.ok()) {   // one that it can do without
      std::filesystem::remove(folder.path("copy"));
    } else {
      EXPECT_EQ(backup.error().code, Code::io_error) << name_of(*struck) << ": " << describe(backup.error());
    }
    EXPECT_EQ(files_beside(folder.path("store")), files);
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path("copy")));
}

}  // namespace
}  // namespace postroom::fault
