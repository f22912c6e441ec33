#include "mapi/host/provider.h"

#include <dlfcn.h>

#include <stdexcept>

#include "mapi/host/memory.h"

namespace mapi_host {
namespace {

template <class Function>
void load(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (!function) throw std::runtime_error(std::string(name) + " is not exported");
}

Exports load_all() {
  void* const library = dlopen(POSTROOM_MAPI_PROVIDER, RTLD_NOW | RTLD_LOCAL);
  if (!library) throw std::runtime_error(dlerror());
  Exports loaded;
  load(library, "MSProviderInit", loaded.init);
  load(library, "MSGServiceEntry", loaded.service_entry);
  load(library, "PostroomStoreEntryID", loaded.store_entry_id);
  return loaded;
}

}  // namespace

const Exports& exports() {
  static const Exports loaded = load_all();
  return loaded;
}

Ptr<IMSProvider> new_provider() {
  Ptr<IMSProvider> provider;
  ULONG version = 0;
  const HRESULT result = exports().init(nullptr, nullptr, allocate_buffer, allocate_more, free_buffer, 0,
                                        CURRENT_SPI_VERSION, &version, provider.out());
  if (result != S_OK) throw std::runtime_error("MSProviderInit failed");
  return provider;
}

}  // namespace mapi_host
