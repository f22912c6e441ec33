// IMAPIProp::CopyTo and CopyProps, from one of our objects to any object ("IMAPIProp::CopyTo" in the Outlook
// MAPI reference; rule C41, C53; rows 12, 64, 80, 83, 141). What is copied is taken from the source at one
// moment, under its lock; the target is called without it.
#pragma once

#include "mapi/object_state.h"
#include "mapi/properties.h"

namespace postroom::mapi {

struct CopySource {
  ObjectState& state;
  Properties& properties;
  LPMAPIPROP object;
};
struct CopyExcluded {
  ULONG interface_count;
  LPCIID interfaces;
  LPSPropTagArray tags;
};
struct CopyTarget {
  ULONG_PTR window;
  LPMAPIPROGRESS progress;
  LPCIID iid;
  LPVOID object;
  ULONG flags;
  LPSPropProblemArray* problems;
};

// Both without the source's lock. A property that the target refuses is a problem, and what it computes is
// none in copy_to(); MAPI_W_PARTIAL_COMPLETION if something of a recipient, an attachment or a folder was
// refused. A problem has the index of the tag in `tags`, and 0 in copy_to(), where none are given.
//
// With MAPI_MOVE copy_to() takes away from the source all that it has copied or, where something was refused,
// nothing; copy_props() whatever has arrived. What somebody has changed in the source meanwhile stays there.
Answer copy_to(const CopySource& source, const CopyExcluded& excluded, const CopyTarget& target);
Answer copy_props(const CopySource& source, LPSPropTagArray tags, const CopyTarget& target);

}  // namespace postroom::mapi
