// Properties that a client sets and removes: {"set": {…}, "remove": […]}.
#pragma once

#include <postroom/content.h>

#include "server/json_place.h"
#include "server/property_naming.h"

namespace postroom::server {

struct PropertyChanges {
  struct Set {
    Property property;
    std::string where;  // in what was sent
  };
  std::vector<Set> set;
  std::vector<PropertyTag> remove;

  bool empty() const { return set.empty() && remove.empty(); }
};

// An object of properties. Code::invalid_argument for names and values that will not do, and for a property
// that comes twice under different names.
Status read_properties(const JsonPlace& sent, PropertyNaming& naming, PropertyChanges& changes);
// A list of names. Named properties that the store has never met are left out: nothing can have them.
Status read_removals(const JsonPlace& sent, PropertyNaming& naming, PropertyChanges& changes);

inline constexpr std::size_t kMaxPropertyChanges = kMaxProperties;  // in one request

}  // namespace postroom::server
