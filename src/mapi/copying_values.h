// The properties of one object set on another one.
#pragma once

#include "mapi/copying.h"
#include "mapi/name_mapping.h"
#include "mapi/property_methods.h"

namespace postroom::mapi {

// Whether it is worth telling that the target computes a property by itself.
enum class IfComputed { pass_over, report };

class CopiedValues {
 public:
  CopiedValues(const CopySource& source, LPMAPIPROP target, bool keep_existing, IfComputed if_computed)
      : source_(source), target_(target), keep_existing_(keep_existing), if_computed_(if_computed),
        mapping_(source.state, target) {}

  // Long values through streams, all others in one call. Fails with what SetProps fails with.
  Answer write(const std::vector<Property>& values);
  Status remove_from_source();  // those that have been written
  const Problems& problems() const { return problems_; }

 private:
  std::vector<std::uint16_t> ids_of_target() const;
  HRESULT write_short(const std::vector<Property>& values);
  HRESULT write_long(PropertyTag tag, PropertyTag there);
  void add_problem(PropertyTag tag, SCODE scode);

  const CopySource& source_;
  const LPMAPIPROP target_;
  const bool keep_existing_;
  const IfComputed if_computed_;
  NameMapping mapping_;
  std::vector<PropertyTag> written_;
  Problems problems_;
};

}  // namespace postroom::mapi
