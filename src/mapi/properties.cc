#include "mapi/properties.h"

#include "base/try.h"
#include "mapi/hresult.h"

namespace postroom::mapi {

SCODE problem_of_setting(PropertyTag tag, const Value& value, const Error& error) {
  switch (error.code) {
    case Code::invalid_argument:
      return tag.is_named() && fits(tag, value) ? MAPI_E_UNEXPECTED_ID : MAPI_E_INVALID_TYPE;
    case Code::too_big:
      return MAPI_E_NOT_ENOUGH_MEMORY;
    default:
      return to_hresult(error.code);
  }
}

Result<std::optional<Property>> Properties::find(std::uint16_t id) {
  TRY_SET(const PropertySet properties, all());
  const Property* const found = properties.find_id(id);
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace postroom::mapi
