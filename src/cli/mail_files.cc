#include "cli/mail_files.h"

#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::cli {
namespace {

bool is_mail(const std::filesystem::path& path) {
  const std::string extension = to_lower_ascii(path.extension().string());
  return extension == ".eml" || extension == ".mbox" || extension == ".mbx";
}

Result<std::vector<std::filesystem::path>> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;  // what is no readable file is reported when it is opened
    if (is_mail(entry->path()) && !entry->is_directory(ignored)) files.push_back(entry->path());
  }
  if (error)
    return Error{Code::io_error, "The folder cannot be read.", folder.string() + ": " + error.message()};
  if (files.empty()) return Error{Code::not_found, "The folder has no .eml or .mbox files.", folder.string()};
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<std::vector<std::filesystem::path>> mail_files(const std::vector<std::string>& names) {
  std::vector<std::filesystem::path> files;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (name == "-" || !std::filesystem::is_directory(name, ignored)) {
      files.emplace_back(name);
      continue;
    }
    TRY_SET(const auto below, files_below(name));
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

}  // namespace postroom::cli
