// What one object answers about its properties. PropertyObject (property_object.h) makes an IMAPIProp of it.
// Called with the object's lock held, on any thread.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/bytes.h>
#include <postroom/property.h>
#include <postroom/result.h>

#include <memory>
#include <span>
#include <vector>

namespace postroom::mapi {

// One property that could not be set or removed; the others were (SPropProblem).
struct Problem {
  std::size_t index = 0;  // in what was given
  PropertyTag tag;
  SCODE scode = 0;
};
using Problems = std::vector<Problem>;

// As what the problem of one property that is not set is told: MAPI_E_INVALID_TYPE, MAPI_E_UNEXPECTED_ID for
// a named property that nobody has registered, MAPI_E_NOT_ENOUGH_MEMORY for one that is too big, or
// to_hresult().
SCODE problem_of_setting(PropertyTag tag, const Value& value, const Error& error);

class Properties {
 public:
  virtual ~Properties() = default;

  virtual Result<PropertySet> all() = 0;                           // long ones as LargeValue
  virtual Result<std::optional<Property>> find(std::uint16_t id);  // by all(), unless the object knows better
  virtual std::size_t finds_worth_all() const { return 1; }        // more calls of find() cost more than all()
  // Those of PT_OBJECT, which OpenProperty opens: PR_MESSAGE_RECIPIENTS …
  virtual std::vector<PropertyTag> objects() const { return {}; }

  virtual bool is_writable() const = 0;
  // An Error is for the whole call: nothing was changed. What the store computes is MAPI_E_COMPUTED.
  virtual Result<Problems> set(std::span<const Property> properties) = 0;
  virtual Result<Problems> remove(std::span<const PropertyTag> tags) = 0;

  // The bytes of a text (UTF-8) or binary, of any length. Code::not_found.
  virtual Result<std::unique_ptr<RandomAccess>> read(PropertyTag tag) = 0;
  // Sets a text (UTF-8) or binary to everything that `source` has.
  virtual Status write(PropertyTag tag, Source& source) = 0;
};

}  // namespace postroom::mapi
