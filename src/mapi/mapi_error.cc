#include "mapi/mapi_error.h"

#include "mapi/provider_names.h"

namespace postroom::mapi {

LPMAPIERROR make_mapi_error(const Memory& memory, const Error& error, HRESULT result, Width width) {
  Block block(memory, sizeof(MAPIERROR));
  auto* const made = block.as<MAPIERROR>();
  *made = {};
  made->ulVersion = MAPI_ERROR_VERSION;
  made->lpszError = to_text(error.message, width, block);
  made->lpszComponent = to_text(kComponent, width, block);
  made->ulContext = static_cast<ULONG>(result);
  return block.release<MAPIERROR>();
}

}  // namespace postroom::mapi
