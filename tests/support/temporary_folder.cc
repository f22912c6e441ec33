#include "support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>

namespace postroom::testing {

namespace {

std::filesystem::path parent_in(Place place) {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code ignored;
  if (place == Place::memory && std::filesystem::is_directory(memory, ignored)) return memory;
  return std::filesystem::temp_directory_path();
}

}  // namespace

TemporaryFolder::TemporaryFolder(Place place) : path_(parent_in(place) / "postroom-test-XXXXXX") {
  if (!::mkdtemp(path_.data())) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace postroom::testing
