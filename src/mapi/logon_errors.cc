#include "mapi/logon_errors.h"

#include <mapi/mapicode.h>

namespace postroom::mapi {

HRESULT logon_error(const Error& error, AddressKind kind) {
  switch (error.code) {
    case Code::invalid_argument:
      return MAPI_E_UNCONFIGURED;
    case Code::no_access:
      // A database refuses like that whoever comes without the right password.
      return kind == AddressKind::database ? MAPI_E_FAILONEPROVIDER : MAPI_E_LOGON_FAILED;
    case Code::busy:
    case Code::io_error:
    case Code::disk_full:
    case Code::outcome_unknown:
      return MAPI_E_FAILONEPROVIDER;
    default:
      return MAPI_E_LOGON_FAILED;
  }
}

}  // namespace postroom::mapi
