// One store = one SQLite file (docs/schema.md). While it is open there are `-wal` and `-shm` files beside it;
// the
// `.lock` file, by which writers queue, stays.
#pragma once

#include "storage/engine.h"

#include <chrono>
#include <string>

namespace postroom::storage {

struct SqliteOptions {
  std::string vfs;                             // name of a registered SQLite VFS; empty for the default
  int page_size = 8192;                        // bytes, of a new file
  std::chrono::milliseconds patience{30'000};  // how long to wait for other processes before Code::busy
};

// Code::collision if something is at `path`. Leaves nothing behind when it fails; a process that ends
// meanwhile leaves at most `path`.partial-XXXXXX.
Result<std::unique_ptr<Engine>> create_sqlite_engine(const std::string& path,
                                                     const SqliteOptions& options = {});

// A new store with what `fill` writes into it, at `path` only when all of that is done. Otherwise as above.
Status make_sqlite_store(const std::string& path, const std::function<Status(Engine&)>& fill,
                         const SqliteOptions& options = {});

enum class OpenMode { read_write, read_only };

// read_write falls back to read_only (Engine::is_read_only) where file or folder may not be written.
// Code::not_found, not_a_store, newer_format, corrupt, no_access say what is in the way; nothing is changed
// then.
Result<std::unique_ptr<Engine>> open_sqlite_engine(const std::string& path, OpenMode mode,
                                                   const SqliteOptions& options = {});

// For good, with the files beside it, at once or not at all. Code::busy if anybody has it open; not_found,
// not_a_store, newer_format, corrupt, no_access.
Status remove_sqlite_store(const std::string& path, const SqliteOptions& options = {});

}  // namespace postroom::storage
