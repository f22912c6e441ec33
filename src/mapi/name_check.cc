#include "mapi/name_check.h"

#include "base/try.h"

namespace postroom::mapi {

Status check_name(const ObjectState& state, PropertyTag tag) {
  if (tag.id() < kFirstNamedId) return ok_status();
  const Error unknown{Code::invalid_argument, "No named property has this id.", {}};
  if (!tag.is_named()) return unknown;
  TRY_SET(const auto name, state.store().property_name(state.session(), tag.id()));
  return name ? ok_status() : Status(unknown);
}

}  // namespace postroom::mapi
