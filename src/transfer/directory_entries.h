// What is in a directory.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace postroom::transfer {

enum class EntryKind { file, directory, link, other };

struct DirectoryEntry {
  std::string name;
  EntryKind kind = EntryKind::other;
  std::uint64_t size = 0;  // of a file
};

// In order of name, byte by byte; of a link it tells nothing. Code::not_found, no_access and io_error if it cannot be
// read, too_big past kMaxDirectoryEntries.
Result<std::vector<DirectoryEntry>> directory_entries(const std::filesystem::path& directory);

}  // namespace postroom::transfer
