// IMAPIContainer::SetSearchCriteria and GetSearchCriteria (rows 107 to 113).
#pragma once

#include "mapi/object_state.h"

namespace postroom::mapi {

Answer set_search_criteria(ObjectState& state, FolderId folder, LPSRestriction restriction,
                           LPENTRYLIST folders, ULONG flags);
Answer get_search_criteria(ObjectState& state, FolderId folder, ULONG flags, LPSRestriction* restriction,
                           LPENTRYLIST* folders, ULONG* search_state);

}  // namespace postroom::mapi
