#include "server/body_file.h"

#include <postroom/file.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/try.h"

namespace postroom::server {

Result<BodyFile> BodyFile::write(const std::string& folder, std::string_view name, RandomAccess& body) {
  std::error_code failed;
  const std::filesystem::path in =
      folder.empty() ? std::filesystem::temp_directory_path(failed) : std::filesystem::path(folder);
  std::string own_folder = (in / "postroom-body-XXXXXX").string();
  if (failed || !::mkdtemp(own_folder.data())) {
    return Error{Code::io_error, "What was sent cannot be kept in a file for now.", in.string()};
  }
  BodyFile file(std::move(own_folder), std::string(name));
  TRY_SET(FileSink sink, FileSink::create(file.path()));
  RangeSource source(body);
  TRY(copy(source, sink));
  return file;
}

BodyFile::BodyFile(BodyFile&& other) noexcept
    : own_folder_(std::exchange(other.own_folder_, {})), name_(std::move(other.name_)) {}

BodyFile::~BodyFile() {
  std::error_code ignored;
  if (!own_folder_.empty()) std::filesystem::remove_all(own_folder_, ignored);
}

}  // namespace postroom::server
