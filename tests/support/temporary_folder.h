// A folder of a test's own, removed with everything in it.
#pragma once

#include <string>

namespace postroom::testing {

enum class Place {
  disk,
  memory,  // where the machine has such a folder: quick whatever else the disk has to do
};

class TemporaryFolder {
 public:
  explicit TemporaryFolder(Place place = Place::disk);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace postroom::testing
