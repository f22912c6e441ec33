// What the tests of search folders (rows 107 to 113) share.
#pragma once

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {

// Under Finder, without criteria.
inline Ptr<IMAPIFolder> new_search_folder(Session& session, const std::string& name) {
  return create_folder(*session.folder(PR_FINDER_ENTRYID), name, FOLDER_SEARCH);
}

inline HRESULT set_criteria(IMAPIFolder& folder, const Where& where, const std::vector<std::string>& scope,
                            ULONG flags = 0) {
  EntryList list(scope);
  return folder.SetSearchCriteria(where.get(), list.get(), flags);
}

// With these criteria, over these folders.
inline Ptr<IMAPIFolder> search_for(Session& session, const std::string& name, const Where& where,
                                   const std::vector<std::string>& scope, ULONG flags = 0) {
  Ptr<IMAPIFolder> folder = new_search_folder(session, name);
  EXPECT_HR(S_OK, set_criteria(*folder, where, scope, flags));
  return folder;
}

inline Where about_printers() { return has_text(PR_SUBJECT_W, "printer"); }

// Sorted.
inline Texts found(IMAPIFolder& folder) {
  Texts all = subjects(folder);
  std::sort(all.begin(), all.end());
  return all;
}

inline ULONG search_state(IMAPIFolder& folder) {
  ULONG state = 0;
  EXPECT_HR(S_OK, folder.GetSearchCriteria(0, nullptr, nullptr, &state));
  return state;
}

}  // namespace mapi_host
