// MSProviderInit and PostroomStoreEntryID, which libpostroom_mapi.so exports.
#include <mapi/mapispi.h>
#include <mapi/postroom_mapi.h>

#include <algorithm>

#include "mapi/no_throw.h"
#include "mapi/provider_object.h"
#include "mapi/store_entry_id.h"

using namespace postroom;
using namespace postroom::mapi;

// The flags say at most that nobody can be asked, and there is no dialog anyway.
HRESULT MSProviderInit(HINSTANCE, LPMALLOC allocator, LPALLOCATEBUFFER allocate_buffer,
                       LPALLOCATEMORE allocate_more, LPFREEBUFFER free_buffer, ULONG, ULONG host_version,
                       ULONG* provider_version, LPMSPROVIDER* provider) {
  return without_throwing([&]() -> HRESULT {
    if (provider) *provider = nullptr;
    if (!allocate_buffer || !allocate_more || !free_buffer || !provider) return MAPI_E_INVALID_PARAMETER;
    if (provider_version) *provider_version = CURRENT_SPI_VERSION;
    if (host_version < CURRENT_SPI_VERSION) return MAPI_E_VERSION;
    const Memory memory{allocate_buffer, allocate_more, free_buffer};
    *provider = make_provider(memory, Ref<IMalloc>::share(allocator)).release();
    return S_OK;
  });
}

HRESULT PostroomStoreEntryID(LPCSTR address, LPCSTR name, LPALLOCATEBUFFER allocate_buffer, ULONG* size,
                             LPENTRYID* id) {
  return without_throwing([&]() -> HRESULT {
    if (size) *size = 0;
    if (id) *id = nullptr;
    if (!address || !name || !allocate_buffer || !size || !id) return MAPI_E_INVALID_PARAMETER;
    const auto made = make_store_entry_id({}, address, name);
    if (!made.ok()) return MAPI_E_INVALID_PARAMETER;
    const Bytes bytes = encode(*made);
    void* block = nullptr;
    if (allocate_buffer(static_cast<ULONG>(bytes.size()), &block) != S_OK) return MAPI_E_NOT_ENOUGH_MEMORY;
    std::copy(bytes.begin(), bytes.end(), static_cast<std::uint8_t*>(block));
    *size = static_cast<ULONG>(bytes.size());
    *id = static_cast<LPENTRYID>(block);
    return S_OK;
  });
}
