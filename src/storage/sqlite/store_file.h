// A store's file, or that of accounts, as the file system shows it, before SQLite works on it. It is only ever
// opened through SQLite's VFS: closing any other descriptor of it would drop the locks of this process.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <optional>
#include <string>

namespace postroom::storage {

// What a file has to be, by its header.
struct FileFormat {
  std::int64_t application;  // PRAGMA application_id
  std::int64_t newest;       // the greatest PRAGMA user_version that this program knows
  const char* name;          // for sentences: "store"
};

// The absolute path without links. Code::not_found, no_access, or not_a_store for what is not a regular file.
Result<std::string> find_file(const std::string& path, const FileFormat& format);

// Looks at the header. Code::not_a_store for any other format, no_access, corrupt for a file that is cut off,
// newer_format.
Status check_header(const std::string& path, const std::string& vfs, const FileFormat& format);

// Whether this process may write the file, and make files beside it.
bool is_writable(const std::string& path);
bool is_folder_writable(const std::string& path);

// Whether a log file with committed pages may lie beside it.
bool has_log_file(const std::string& path);

// What changes when somebody writes the file; nothing if it cannot be looked at.
struct FileState {
  std::uint64_t device = 0, inode = 0;
  std::int64_t size = 0, changed_seconds = 0, changed_nanoseconds = 0;
  friend bool operator==(const FileState&, const FileState&) = default;
};
std::optional<FileState> file_state(const std::string& path);

// With the log file beside it; 0 if they cannot be looked at.
std::int64_t size_of_store_files(const std::string& path);

// The absolute path for a file that is to be made. Code::collision if anything is at `path`.
Result<std::string> free_path(const std::string& path);

// A file that becomes a store or a backup only when it is whole: until then it has a name of its own beside
// the one it is to have, and is removed at the end of the scope.
class PartialFile {
 public:
  static Result<PartialFile> make(const std::string& destination);  // empty; only its owner may read it
  ~PartialFile();
  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;

  const std::string& path() const { return path_; }
  // Gives it its name, durably. Code::collision if something has taken that name meanwhile.
  Status publish();

 private:
  PartialFile(std::string path, std::string destination);

  std::string path_;  // empty: no longer ours
  std::string destination_;
};

// Removes a store, or what was made of it so far.
void remove_store_files(const std::string& path);

// Makes the entry of `path` in its folder durable.
Status sync_folder_of(const std::string& path);

Error system_error(const std::string& sentence, int number);

}  // namespace postroom::storage
