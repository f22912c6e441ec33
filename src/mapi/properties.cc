#include "mapi/properties.h"

#include "base/try.h"

namespace postroom::mapi {

Result<std::optional<Property>> Properties::find(std::uint16_t id) {
  TRY_SET(const PropertySet properties, all());
  const Property* const found = properties.find_id(id);
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace postroom::mapi
