// Which columns tables have ("Contents tables", "Hierarchy tables", "Recipient tables", "Attachment tables"
// and "Receive folder tables" in the Outlook MAPI reference; rows 87, 88, 102, 104, 106). Texts are
// PT_UNICODE here.
#pragma once

#include <postroom/property.h>

#include <span>
#include <vector>

#include "mapi/objects.h"

namespace postroom::mapi {

// Those of one table. A value.
class KnownColumns {
 public:
  // `defaults`: what the store's table begins with, which are the required ones and what every list shows.
  // `of_rows`: what its rows have, where that is known.
  KnownColumns(TableKind kind, std::vector<PropertyTag> defaults, std::span<const PropertyTag> of_rows = {});

  // These, and those that clients commonly add. Any other property of the rows can be a column, too.
  const std::vector<PropertyTag>& available() const { return available_; }

  // A tag without a type: with that of the available column, or as it is where there is none.
  PropertyTag with_type(PropertyTag tag) const;

 private:
  std::vector<PropertyTag> available_;
};

}  // namespace postroom::mapi
