#include "mapi/copying_whole.h"

#include <mapi/mapicode.h>

#include "mapi/open_stream.h"

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

HRESULT copy_bytes(IStream& from, IStream& to) {
  ULARGE_INTEGER all{};
  all.QuadPart = kMaxStream;
  HRESULT copied = from.CopyTo(&to, all, nullptr, nullptr);
  if (!FAILED(copied)) copied = to.Commit(0);
  return copied == STG_E_MEDIUMFULL ? MAPI_E_NOT_ENOUGH_DISK : copied;
}

}  // namespace postroom::mapi
