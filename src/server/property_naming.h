// Properties by name, as the API writes and reads them: docs/api.md "Values", docs/expressions.md
// "Properties".
#pragma once

#include <postroom/expression.h>
#include <postroom/store.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace postroom::server {

// Names of one store, for one session. Copies share the store.
class PropertyNaming {
 public:
  // Asked before the store is made to know a name, which it then keeps for good: why this caller may not do what the
  // name is for.
  using MayMake = std::function<Status()>;
  PropertyNaming(Store store, Session session, MayMake may_make = {})
      : store_(std::move(store)), session_(std::move(session)), may_make_(std::move(may_make)) {}

  // The canonical name, which find() and make() read as this tag: the MAPI name where there is one; the set,
  // the name and, where it is not MAPI's own, the type of a named property; else the tag in hexadecimal.
  std::string name(PropertyTag tag) const;

  // The tag that a name means. A named property may stand without its type, which is
  // PropertyType::unspecified then. Code::invalid_argument for what is no name, not_found for a named
  // property that the store has never met.
  Result<PropertyTag> find(std::string_view name) const;
  // The tags of all of them, in order; types have to be there. Named properties that the store has not met
  // are made, all in one commit. An error of the name at `i` is what `place(i)` makes of it.
  using Place = std::function<Error(std::size_t index, Error error)>;
  Result<std::vector<PropertyTag>> make(std::span<const std::string> names, const Place& place);

  PropertyNamer namer() const;
  PropertyResolver resolver() const;

 private:
  Result<bool> knows_all(std::span<const PropertyName> names) const;

  mutable Store store_;  // reading names changes nothing but what it remembers
  Session session_;
  MayMake may_make_;
};

}  // namespace postroom::server
