// Ids of named properties of this store as those of another one, by their names ("Mappings and mapping signatures" in the Outlook
// MAPI reference; row 83).
#pragma once

#include <span>
#include <unordered_map>

#include "mapi/object_state.h"

namespace postroom::mapi {

class NameMapping {
 public:
  // Towards an object of any store. Nothing is mapped where its PR_MAPPING_SIGNATURE is the same as here.
  NameMapping(ObjectState& state, LPMAPIPROP target);

  // Looks up, and makes in the other store, the names of these.
  void add(std::span<const PropertyTag> tags);
  // Nothing where the other store does not take the name.
  std::optional<PropertyTag> mapped(PropertyTag tag) const;

 private:
  void add_names(std::span<const std::uint16_t> ids);

  ObjectState& state_;
  const LPMAPIPROP target_;
  bool is_same_ = false;
  std::unordered_map<std::uint16_t, std::uint16_t> ids_;  // 0: it takes no such name
};

}  // namespace postroom::mapi
