#include "mapi/copying_whole.h"

#include <mapi/mapicode.h>

namespace postroom::mapi {

HRESULT worse(HRESULT one, HRESULT other) { return FAILED(one) || other == S_OK ? one : other; }

HRESULT copy_whole(const Memory& memory, IMAPIProp& from, LPSPropTagArray excluded, REFIID iid,
                   LPMAPIPROP to) {
  LPSPropProblemArray problems = nullptr;
  const HRESULT copied = from.CopyTo(0, nullptr, excluded, 0, nullptr, &iid, to, 0, &problems);
  const bool any = problems && problems->cProblem > 0;
  if (problems) memory.free_buffer(problems);
  return copied == S_OK && any ? MAPI_W_PARTIAL_COMPLETION : copied;
}

}  // namespace postroom::mapi
