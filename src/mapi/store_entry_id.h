// The entry ID by which MAPI opens a store of Postroom: the store's own (docs/entry-ids.md, “Store entry ID
// for MAPI”), where the store is, and who opens it. Values.
#pragma once

#include <postroom/entry_id.h>

#include <string>
#include <string_view>

namespace postroom::mapi {

inline constexpr std::size_t kMaxStoreAddress = 4096;  // bytes

struct StoreEntryId {
  Guid store;           // null: not known yet
  std::string address;  // without password, of a file from the root of the file system; empty: not known
  std::string name;     // Session::who of whoever logs on with it
  friend bool operator==(const StoreEntryId&, const StoreEntryId&) = default;
};

// An address as it is kept: without password, the path of a file from the root. Code::invalid_argument for
// what is none.
Result<std::string> lasting_address(std::string_view address);

// Of an address as people write it. Code::invalid_argument for texts that are empty, not UTF-8, or no address
// of a store; too_big past the limits.
Result<StoreEntryId> make_store_entry_id(const Guid& store, std::string_view address, std::string_view name);

Bytes encode(const StoreEntryId& id);
// Also one that names the store alone, with neither address nor name. Code::invalid_argument for anything
// else.
Result<StoreEntryId> decode_store_entry_id(ByteView bytes);

// By the stores' GUIDs where both are known, else by their addresses.
bool is_same_store(const StoreEntryId& a, const StoreEntryId& b);

}  // namespace postroom::mapi
