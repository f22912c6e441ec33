// From an address to a store. An address is the path of a file.
#pragma once

#include <postroom/store.h>

#include <string>

namespace postroom {

// Makes a new store with its default folders. Code::collision if something is there already. A process that
// ends meanwhile leaves at most a file that nobody takes for a store: `<address>.partial-…`, or one that answers
// Code::not_a_store.
Result<Store> create_store(const std::string& address, const Session& session);

enum class OpenAs { read_write, read_only };

// read_write falls back to read-only where the file may not be written (Store::is_read_only).
// Code::not_found, not_a_store, newer_format, corrupt and no_access say what is in the way.
Result<Store> open_store(const std::string& address, OpenAs mode = OpenAs::read_write);

}  // namespace postroom
