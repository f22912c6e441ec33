// Ana and Ben have the same message open, both have edited it, and Ana has saved.
#pragma once

#include "mapi/rows/mapi_test.h"

namespace mapi_host {

struct TwoHandles {
  std::string id;
  Ptr<IMessage> winner, loser;
};

inline TwoHandles two_handles(Session& ana, Session& ben, const std::string& id) {
  TwoHandles made{id, ana.open_message(id), ben.open_message(id)};
  set_text(*made.winner, PR_SUBJECT_W, "Ana's");
  set_text(*made.loser, PR_SUBJECT_W, "Ben's");
  EXPECT_HR(S_OK, made.winner->SaveChanges(KEEP_OPEN_READWRITE));
  return made;
}

inline HRESULT delete_message(IMAPIFolder& folder, const std::string& id, ULONG flags = DELETE_HARD_DELETE) {
  EntryList list({id});
  return folder.DeleteMessages(list.get(), 0, nullptr, flags);
}

}  // namespace mapi_host
