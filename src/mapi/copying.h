// IMAPIProp::CopyTo and CopyProps, from one of our objects to any object ("IMAPIProp::CopyTo" in the Outlook MAPI reference; rule
// C41, C53; rows 12, 64, 80, 83, 141).
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

Answer copy_to(const CopySource& source, const CopyExcluded& excluded, const CopyTarget& target);
Answer copy_props(const CopySource& source, LPSPropTagArray tags, const CopyTarget& target);

}  // namespace postroom::mapi
