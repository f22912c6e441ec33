#include "mapi/host_registration.h"

#include <mapi/mapispi.h>

#include "mapi/guids.h"
#include "mapi/profile_section.h"
#include "mapi/status_row.h"

namespace postroom::mapi {
namespace {

HRESULT fill_profile_section(StoreContext& context, IMAPISupport& support) {
  LPPROFSECT opened = nullptr;
  const HRESULT answer = support.OpenProfileSection(nullptr, MAPI_MODIFY, &opened);
  if (answer == MAPI_E_NO_ACCESS || answer == MAPI_E_NOT_FOUND || answer == MAPI_E_NO_SUPPORT) return S_OK;
  if (FAILED(answer)) return answer;
  const auto section = Ref<IProfSect>::take(opened);
  const HRESULT written = write_shown(
      context.memory(),
      {display_name(context), context.store_entry_id(), record_key(context.entry_id(StoreTarget{}))},
      *section);
  return written == MAPI_E_NO_ACCESS ? S_OK : written;
}

HRESULT register_uid(IMAPISupport& support) {
  MAPIUID uid;
  std::copy(kProviderUid.bytes.begin(), kProviderUid.bytes.end(), uid.ab);
  const HRESULT answer = support.SetProviderUID(&uid, 0);
  return answer == MAPI_E_NO_SUPPORT ? S_OK : answer;
}

}  // namespace

HRESULT register_with_host(StoreContext& context) {
  IMAPISupport* const support = context.support();
  if (!support) return S_OK;
  if (const HRESULT filled = fill_profile_section(context, *support); FAILED(filled)) return filled;
  if (const HRESULT registered = register_uid(*support); FAILED(registered)) return registered;
  return add_status_row(context);
}

}  // namespace postroom::mapi
