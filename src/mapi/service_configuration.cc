#include "mapi/service_configuration.h"

#include <dlfcn.h>

#include <mapi/mapiutil.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/logon_errors.h"
#include "mapi/mapi_error.h"
#include "mapi/profile_section.h"
#include "mapi/provider_names.h"
#include "mapi/provider_row.h"
#include "mapi/store_entry_id.h"

namespace postroom::mapi {
namespace {

constexpr const char* kClient = "Postroom service configuration";

template <class Function>
Function* find_in_process(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

// Where no support object says whose memory it is: that of the MAPI library that the process has, or else our
// own, which is that of programs that link libpostroom_mapiutil.
Memory memory_of_process() {
  const Memory found{find_in_process<ALLOCATEBUFFER>("MAPIAllocateBuffer"),
                     find_in_process<ALLOCATEMORE>("MAPIAllocateMore"),
                     find_in_process<FREEBUFFER>("MAPIFreeBuffer")};
  const bool is_whole = found.allocate_buffer && found.allocate_more && found.free_buffer;
  return is_whole ? found : Memory{MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};
}

Memory memory_of(IMAPISupport* support) {
  Memory memory;
  if (support && support->GetMemAllocRoutines(&memory.allocate_buffer, &memory.allocate_more,
                                              &memory.free_buffer) == S_OK) {
    return memory;
  }
  return memory_of_process();
}

Result<Store> open_or_make(const ProfileSettings& settings) {
  const std::string address = connection_address(settings);
  auto store = open_store(address, settings.read_only ? OpenAs::read_only : OpenAs::read_write);
  if (store.ok() || store.error().code != Code::not_found || settings.read_only) return store;
  return create_store(address, make_session(settings.name, kClient));
}

class Configuration {
 public:
  Configuration(const ServiceRequest& request, LPMAPIERROR* error)
      : request_(request), memory_(memory_of(request.support)), error_(error) {}

  HRESULT read() {
    const HRESULT opened = open_provider_section(memory_, request_.support, request_.admin, section_);
    if (FAILED(opened)) return opened;
    const Answer read = read_settings(memory_, *section_, settings_);
    return read.ok() ? *read : fail(MAPI_E_UNCONFIGURED, read.error());
  }

  bool is_complete() const { return settings_.is_complete(); }

  HRESULT take() {
    const Status taken = take_settings(request_.values, settings_);
    return taken.ok() ? S_OK : fail(MAPI_E_INVALID_PARAMETER, taken.error());
  }

  HRESULT complete() {
    if (!settings_.is_complete()) {
      return fail(
          MAPI_E_UNCONFIGURED,
          {Code::invalid_argument, "The service needs the address of a store and the name of a person.", {}});
    }
    auto id = make_store_entry_id({}, settings_.address, settings_.name);
    if (!id.ok()) return fail(MAPI_E_UNCONFIGURED, id.error());
    if (id->address != shown_address(settings_.address))
      settings_.address = id->address;  // a file's, from the root
    auto store = open_or_make(settings_);
    if (!store.ok()) return not_opened(store.error());
    id->store = store->guid();
    return write(*store, *id);
  }

 private:
  HRESULT not_opened(const Error& error) {
    const auto kind = address_kind(settings_.address);
    return fail(logon_error(error, kind.ok() ? *kind : AddressKind::file), error);
  }

  HRESULT write(Store& store, const StoreEntryId& id) {
    const auto properties = store.store_properties(make_session(settings_.name, kClient));
    ShownStore shown{std::string(kProviderDisplay), {}, record_key(EntryId{id.store, StoreTarget{}})};
    if (properties.ok()) shown.display_name = properties->get_or(tag::display_name, shown.display_name);
    if (request_.support) {
      shown.entry_id = encode(id);
      const HRESULT wrapped = wrap_store_entry_id(memory_, request_.support, shown.entry_id);
      if (FAILED(wrapped)) return wrapped;
    }
    if (const HRESULT written = write_settings(memory_, settings_, *section_); FAILED(written))
      return written;
    return write_shown(memory_, shown, *section_);
  }

  HRESULT fail(HRESULT result, const Error& why) {
    if (error_) *error_ = make_mapi_error(memory_, why, result, width_of(request_.flags));
    return result;
  }

  const ServiceRequest& request_;
  const Memory memory_;
  LPMAPIERROR* const error_;
  Ref<IProfSect> section_;
  ProfileSettings settings_;
};

}  // namespace

HRESULT create_service(const ServiceRequest& request, LPMAPIERROR* error) {
  if (!request.admin && !request.support) return MAPI_E_UNCONFIGURED;
  Configuration configuration(request, error);
  if (const HRESULT read = configuration.read(); FAILED(read)) return read;
  return configuration.complete();
}

HRESULT configure_service(const ServiceRequest& request, LPMAPIERROR* error) {
  const bool for_reading = (request.flags & MSG_SERVICE_UI_READ_ONLY) != 0;
  if (for_reading && !request.values.empty()) return MAPI_E_NO_ACCESS;
  if ((request.flags & SERVICE_UI_ALWAYS) != 0 && request.values.empty()) return MAPI_E_NO_SUPPORT;
  Configuration configuration(request, error);
  if (const HRESULT read = configuration.read(); FAILED(read)) return read;
  if (for_reading) return configuration.is_complete() ? S_OK : MAPI_E_UNCONFIGURED;
  if (const HRESULT taken = configuration.take(); FAILED(taken)) return taken;
  return configuration.complete();
}

}  // namespace postroom::mapi
