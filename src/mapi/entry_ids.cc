#include "mapi/entry_ids.h"

#include <mapi/mapicode.h>

#include <algorithm>

#include "mapi/values.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kFlagBytes = 4;
constexpr std::size_t kProviderEnd = kFlagBytes + sizeof(Guid::bytes);
constexpr ULONG kMostBytes = 8192;  // more than any of ours has

bool is_ours(ByteView bytes) {
  return std::equal(kProviderUid.bytes.begin(), kProviderUid.bytes.end(), bytes.begin() + kFlagBytes);
}

Bytes as_long_term(ByteView bytes) {
  Bytes copy(bytes.begin(), bytes.end());
  std::fill_n(copy.begin(), kFlagBytes, std::uint8_t{0});
  return copy;
}

struct Named {
  EntryId id;
  std::string address;  // of a store's that says where it is
};

HRESULT read_named(ULONG size, LPENTRYID bytes, Named& named) {
  if (!bytes || size < kProviderEnd) return MAPI_E_INVALID_ENTRYID;
  const ByteView given = view_of(size, bytes);
  if (!is_ours(given)) return MAPI_E_UNKNOWN_ENTRYID;
  if (size > kMostBytes) return MAPI_E_INVALID_ENTRYID;
  const Bytes copy = as_long_term(given);
  if (const auto id = decode_entry_id(copy); id.ok()) {
    named.id = *id;
    return S_OK;
  }
  const auto store = decode_store_entry_id(copy);
  if (!store.ok()) return MAPI_E_INVALID_ENTRYID;
  named = {EntryId{store->store, StoreTarget{}}, store->address};
  return S_OK;
}

// One that only says where the store is, names this one where it is this one's place.
void complete(const StoreContext& context, Named& named) {
  if (named.id.store.is_null() && !named.address.empty() && named.address == context.address()) {
    named.id = context.entry_id(StoreTarget{});
  }
}

HRESULT read_for_comparing(const StoreContext& context, ULONG size, LPENTRYID bytes, Named& named) {
  const ByteView wrapped = context.store_entry_id();
  if (bytes && std::ranges::equal(view_of(size, bytes), wrapped)) {
    named.id = context.entry_id(StoreTarget{});
    return S_OK;
  }
  const HRESULT read = read_named(size, bytes, named);
  complete(context, named);
  return read;
}

}  // namespace

HRESULT read_entry_id(ULONG size, LPENTRYID bytes, EntryId& id) {
  Named named;
  const HRESULT read = read_named(size, bytes, named);
  if (read == S_OK) id = named.id;
  return read;
}

HRESULT read_entry_id_of(const StoreContext& context, ULONG size, LPENTRYID bytes, EntryId& id) {
  Named named;
  if (const HRESULT read = read_for_comparing(context, size, bytes, named); read != S_OK) return read;
  if (named.id.store != context.entry_id(StoreTarget{}).store) return MAPI_E_UNKNOWN_ENTRYID;
  id = named.id;
  return S_OK;
}

HRESULT read_store_entry_id(ByteView bytes, StoreEntryId& id) {
  if (bytes.size() < kProviderEnd) return MAPI_E_INVALID_ENTRYID;
  if (!is_ours(bytes)) return MAPI_E_UNKNOWN_ENTRYID;
  auto decoded = decode_store_entry_id(bytes);
  if (!decoded.ok()) return MAPI_E_INVALID_ENTRYID;
  id = std::move(*decoded);
  return S_OK;
}

void give_entry_id(const Memory& memory, const EntryId& id, ULONG* size, LPENTRYID* bytes) {
  const Bytes encoded = encode(id);
  Block block(memory, encoded.size());
  std::copy(encoded.begin(), encoded.end(), block.as<std::uint8_t>());
  *size = static_cast<ULONG>(encoded.size());
  *bytes = block.release<ENTRYID>();
}

HRESULT compare_entry_ids(const StoreContext& context, ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2,
                          ULONG flags, ULONG* result) {
  if (!result) return MAPI_E_INVALID_PARAMETER;
  *result = FALSE;
  if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
  Named first, second;
  if (const HRESULT read = read_for_comparing(context, size1, id1, first); read != S_OK) return read;
  if (const HRESULT read = read_for_comparing(context, size2, id2, second); read != S_OK) return read;
  const bool unknown_place = first.id.store.is_null() && first.address != second.address;
  *result = first.id == second.id && !unknown_place ? TRUE : FALSE;
  return S_OK;
}

}  // namespace postroom::mapi
