// Codes of Postroom as MAPI's. The only place that maps them.
#pragma once

#include <mapi/mapicode.h>
#include <postroom/result.h>

namespace postroom::mapi {

HRESULT to_hresult(Code code);

// What the body of an interface method answers: MAPI's success, warning or error; or an Error, which becomes
// to_hresult() of its code, and what GetLastError tells.
using Answer = Result<HRESULT>;

}  // namespace postroom::mapi
