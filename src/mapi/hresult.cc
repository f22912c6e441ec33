#include "mapi/hresult.h"

namespace postroom::mapi {

HRESULT to_hresult(Code code) {
  switch (code) {
    case Code::invalid_argument:
      return MAPI_E_INVALID_PARAMETER;
    case Code::not_found:
      return MAPI_E_NOT_FOUND;
    case Code::no_access:
    case Code::read_only:
      return MAPI_E_NO_ACCESS;
    case Code::object_changed:
      return MAPI_E_OBJECT_CHANGED;
    case Code::object_deleted:
      return MAPI_E_OBJECT_DELETED;
    case Code::collision:
      return MAPI_E_COLLISION;
    case Code::folder_cycle:
      return MAPI_E_FOLDER_CYCLE;
    case Code::has_folders:
      return MAPI_E_HAS_FOLDERS;
    case Code::has_messages:
      return MAPI_E_HAS_MESSAGES;
    case Code::busy:
      return MAPI_E_BUSY;
    case Code::disk_full:
      return MAPI_E_NOT_ENOUGH_DISK;
    case Code::io_error:
      return MAPI_E_DISK_ERROR;
    case Code::corrupt:
      return MAPI_E_CORRUPT_DATA;
    case Code::not_a_store:
      return MAPI_E_CORRUPT_STORE;
    case Code::newer_format:
      return MAPI_E_VERSION;
    case Code::too_big:
      return MAPI_E_TOO_BIG;
    case Code::not_supported:
      return MAPI_E_NO_SUPPORT;
    case Code::too_complex:
      return MAPI_E_TOO_COMPLEX;
    case Code::not_initialized:
      return MAPI_E_NOT_INITIALIZED;
    case Code::invalid_bookmark:
      return MAPI_E_INVALID_BOOKMARK;
    case Code::cancelled:
      return MAPI_E_USER_CANCEL;
    case Code::outcome_unknown:
      return MAPI_E_NETWORK_ERROR;
  }
  return MAPI_E_CALL_FAILED;
}

}  // namespace postroom::mapi
