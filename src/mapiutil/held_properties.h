// The properties of an object in memory, by identifier, with what others may do to them and what has been
// done.
#pragma once

#include <map>
#include <memory>

#include "mapiutil/flat_value.h"

namespace postroom::mapiutil {

struct HeldProperty {
  ULONG tag;
  std::shared_ptr<const FlatValue> value;  // null for an object, which has none, and for what is deleted
  bool writable = true;
  bool dirty = true;
  bool deleted = false;

  bool is_object() const { return !deleted && PROP_TYPE(tag) == PT_OBJECT; }
};

// Not for several threads at a time.
class HeldProperties {
 public:
  using ById = std::map<ULONG, HeldProperty>;

  // Deleted ones are among them: they are remembered as changes.
  const ById& all() const { return by_id_; }
  // By the identifier of the tag, whatever its type. Null if it is not there or has been deleted.
  const HeldProperty* find(ULONG tag) const;
  // With what has been deleted.
  const HeldProperty* find_trace(ULONG tag) const;

  // S_OK, or MAPI_E_NO_ACCESS for a property that is read-only.
  SCODE put(ULONG tag, std::shared_ptr<const FlatValue> value);
  // What is not there is deleted already.
  SCODE remove(ULONG tag);

  // IPROP_… flags that HrSetPropAccess takes: at most one of an access and one of a status.
  static bool is_access(ULONG flags);
  // Does nothing to a property that is not there. A deletion that is called clean is forgotten.
  void set_access(ULONG tag, ULONG flags);
  // What HrGetPropAccess tells of a property.
  static ULONG access_of(const HeldProperty& property);

 private:
  ById by_id_;
};

}  // namespace postroom::mapiutil
