// A file that appears whole or not at all.
#pragma once

#include <postroom/bytes.h>

#include <filesystem>
#include <functional>

namespace postroom::cli {

// Calls `write` with a sink, then puts what it wrote in place of `path`; if it fails the old file stays as it
// was.
// "-" is standard output.
Status write_file(const std::filesystem::path& path, const std::function<Status(Sink&)>& write);

}  // namespace postroom::cli
