// The properties of one object set on another one.
#pragma once

#include "mapi/copying.h"
#include "mapi/name_mapping.h"
#include "mapi/property_methods.h"

namespace postroom::mapi {

// Whether it is worth telling that the target computes a property by itself.
enum class IfComputed { pass_over, report };

// Of the source.
struct TakenValue {
  Property property;
  std::size_t index = 0;  // in the array that the caller has named it in, if there is one
};

class CopiedValues {
 public:
  CopiedValues(const CopySource& source, LPMAPIPROP target, bool keep_existing, IfComputed if_computed)
      : source_(source),
        target_(target),
        keep_existing_(keep_existing),
        if_computed_(if_computed),
        mapping_(source.state, target) {}

  // Long values through streams, all others in one call. Fails with what SetProps fails with.
  Answer write(std::span<const TakenValue> values);
  // Those that have been written and are still the same there. With the source's lock held.
  Status remove_from_source();
  const Problems& problems() const { return problems_; }  // by the tags of the source, and by their index

 private:
  struct Written {
    TakenValue value;
    PropertyTag there;
  };

  std::vector<std::uint16_t> ids_of_target() const;
  HRESULT write_short();
  HRESULT write_long(PropertyTag tag, PropertyTag there);
  void add_problem_there(const SPropProblem& problem);
  void add_problem(std::size_t index, PropertyTag tag, SCODE scode);

  const CopySource& source_;
  const LPMAPIPROP target_;
  const bool keep_existing_;
  const IfComputed if_computed_;
  NameMapping mapping_;
  std::vector<Written> written_;
  Problems problems_;
};

}  // namespace postroom::mapi
