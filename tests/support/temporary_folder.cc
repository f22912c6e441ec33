#include "support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>

namespace postroom::testing {

TemporaryFolder::TemporaryFolder() : path_(std::filesystem::temp_directory_path() / "postroom-test-XXXXXX") {
  if (!::mkdtemp(path_.data())) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace postroom::testing
