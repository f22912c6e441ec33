#include "mapi/store_entry_id.h"

#include <postroom/open.h>
#include <postroom/session.h>
#include <postroom/text.h>

#include <algorithm>
#include <filesystem>

#include "base/try.h"

namespace postroom::mapi {
namespace {

constexpr std::uint8_t kLayoutVersion = 1;
constexpr std::size_t kStoreSize = 40;  // of the entry ID that names the store alone

Error refused(const std::string& why) {
  return {Code::invalid_argument, "This is not an entry ID of a Postroom store: " + why + ".", {}};
}

Status check_text(const std::string& what, std::string_view text, std::size_t limit) {
  if (text.empty()) return Error{Code::invalid_argument, what + " is empty.", {}};
  if (text.size() > limit) {
    return Error{Code::too_big, what + " has more than " + std::to_string(limit) + " bytes.", {}};
  }
  if (text.find('\0') != std::string_view::npos || !is_valid_utf8(text)) {
    return Error{Code::invalid_argument, what + " is not UTF-8, or has a zero byte.", {}};
  }
  return ok_status();
}

Status check(std::string_view address, std::string_view name) {
  TRY(check_text("The address of the store", address, kMaxStoreAddress));
  return check_text("The name of whoever opens the store", name, kMaxSessionText);
}

// The same from every folder that a program may be started in.
std::string absolute_path(std::string_view path) {
  std::error_code failed;
  const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
  return failed ? std::string(path) : absolute.lexically_normal().string();
}

// Up to the zero byte that ends it, which is taken as well.
Result<std::string> take_text(ByteView& rest) {
  const auto end = std::find(rest.begin(), rest.end(), 0);
  if (end == rest.end()) return refused("a text in it does not end");
  const auto size = static_cast<std::size_t>(end - rest.begin());
  std::string text(as_text(rest.first(size)));
  rest = rest.subspan(size + 1);
  return text;
}

void append_text(Bytes& bytes, const std::string& text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.push_back(0);
}

}  // namespace

Result<std::string> lasting_address(std::string_view address) {
  TRY_SET(const AddressKind kind, address_kind(address));
  return kind == AddressKind::file ? absolute_path(address) : shown_address(address);
}

Result<StoreEntryId> make_store_entry_id(const Guid& store, std::string_view address, std::string_view name) {
  TRY(check(address, name));
  TRY_SET(std::string lasting, lasting_address(address));
  TRY(check(lasting, name));
  return StoreEntryId{store, std::move(lasting), std::string(name)};
}

Bytes encode(const StoreEntryId& id) {
  Bytes bytes = encode(EntryId{id.store, StoreTarget{}});
  if (id.address.empty()) return bytes;
  bytes.push_back(kLayoutVersion);
  append_text(bytes, id.address);
  append_text(bytes, id.name);
  return bytes;
}

Result<StoreEntryId> decode_store_entry_id(ByteView bytes) {
  TRY_SET(const EntryId named, decode_entry_id(bytes.first(std::min(bytes.size(), kStoreSize))));
  if (!std::holds_alternative<StoreTarget>(named.target)) return refused("it names something else");
  StoreEntryId id{named.store, {}, {}};
  if (bytes.size() == kStoreSize) {
    if (id.store.is_null()) return refused("it names no store");
    return id;
  }
  if (bytes[kStoreSize] != kLayoutVersion) return refused("its layout is of an unknown version");
  ByteView rest = bytes.subspan(kStoreSize + 1);
  TRY_SET(id.address, take_text(rest));
  TRY_SET(id.name, take_text(rest));
  if (!rest.empty()) return refused("something stands behind its end");
  if (const Status texts = check(id.address, id.name); !texts.ok()) return refused(texts.error().message);
  if (shown_address(id.address) != id.address) return refused("its address is none, or holds a password");
  return id;
}

bool is_same_store(const StoreEntryId& a, const StoreEntryId& b) {
  if (!a.store.is_null() && !b.store.is_null()) return a.store == b.store;
  return !a.address.empty() && a.address == b.address;
}

}  // namespace postroom::mapi
