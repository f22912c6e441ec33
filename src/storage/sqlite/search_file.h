// The file of the search index, `<store>.search`: a database of its own beside the store's, with a rollback
// journal. Not with a log: that one and its shared memory go by the file's name, and this file may be deleted
// or replaced at any moment, with people still reading the old one. It is never changed into a new index: a
// new one is made under a name of its own and takes this one's place.
#pragma once

#include "storage/search_index.h"
#include "storage/sqlite/connection.h"

namespace postroom::storage {

std::string search_path_of(const std::string& store_path);

// With what may lie beside it. For who removes the store, and for what is no index.
void remove_search_files(const std::string& store_path);

// Which file it is that has the name now.
struct FileIdentity {
  std::uint64_t device = 0, inode = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};
std::optional<FileIdentity> identity_of(const std::string& path);

// A connection to an index, with the file that it is on.
struct OpenedIndex {
  std::unique_ptr<Connection> connection;
  FileIdentity file;
};

enum class IndexAccess { read, write };

// `store` are the options of the store's own connections. Nothing: there is none. Code::corrupt or
// not_a_store: what is there is none; not_supported: it is a store, which must not be lost.
Result<std::optional<OpenedIndex>> open_index(const ConnectionOptions& store, IndexAccess access);

// Puts a new one in place of whatever is there.
Status make_index(const ConnectionOptions& store, const std::string& made_by, const IndexPlace& place);

// What it is to one who holds it: the only process that follows the log. Null: another has it.
Result<std::shared_ptr<void>> take_index_role(const std::string& store_path);

}  // namespace postroom::storage
