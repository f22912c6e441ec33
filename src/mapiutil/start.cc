// ScInitMapiUtil, DeinitMapiUtil. Nothing here needs to be started or ended; programs call them all the same.
#include <mapi/mapiutil.h>

SCODE ScInitMapiUtil(ULONG ulFlags) { return ulFlags == 0 ? S_OK : MAPI_E_UNKNOWN_FLAGS; }

void DeinitMapiUtil() {}
