// The files that an import is asked for.
#pragma once

#include <postroom/result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace postroom::cli {

// Files as they are named, "-" too; of a folder every .eml and .mbox file in it and below, in order of name.
// Code::not_found for a folder without any.
Result<std::vector<std::filesystem::path>> mail_files(const std::vector<std::string>& names);

}  // namespace postroom::cli
