// The properties of an object as one call of GetProps asks for them.
#pragma once

#include <optional>

#include "mapi/properties.h"

namespace postroom::mapi {

class PropertyLookup {
 public:
  explicit PropertyLookup(Properties& properties) : properties_(properties) {}

  // For calls that ask for several: all are read once.
  Status read_all();

  // Of the type that is stored, but HTML as bytes or text as `wanted` is; nothing where there is none. What
  // is there and cannot be given as a value holds an ErrorValue that says why: MAPI_E_NOT_ENOUGH_MEMORY where
  // OpenProperty opens it, as with long values, MAPI_E_UNKNOWN_CPID for HTML in a code page that is not
  // known.
  Result<std::optional<Property>> find(PropertyTag wanted);

 private:
  Result<std::optional<Property>> find_id(std::uint16_t id) const;
  bool is_object(PropertyTag wanted) const;
  Result<Property> html_as(PropertyTag wanted, Property html) const;

  Properties& properties_;
  std::optional<PropertySet> all_;
};

}  // namespace postroom::mapi
