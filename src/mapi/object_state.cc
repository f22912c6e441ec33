#include "mapi/object_state.h"

#include "mapi/mapi_error.h"

namespace postroom::mapi {

HRESULT ObjectState::get_last_error(HRESULT result, ULONG flags, LPMAPIERROR* error) {
  if (!error) return MAPI_E_INVALID_PARAMETER;
  *error = nullptr;
  return call([&]() -> Answer {
    // Of another failure than the one that is asked about, there is nothing to tell.
    if (!last_error_ || to_hresult(last_error_->code) != result) return S_OK;
    *error = make_mapi_error(memory(), *last_error_, result, width_of(flags));
    return S_OK;
  });
}

}  // namespace postroom::mapi
