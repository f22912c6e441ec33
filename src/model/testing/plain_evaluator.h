// What a restriction means, written down as plainly as it can be and without a look at speed: what
// evaluate.h, indexes and queries are tested against. Shares with them only what collation.h says of texts.
#pragma once

#include <postroom/property.h>
#include <postroom/restriction.h>

#include <vector>

namespace postroom::testing {

// All that is to be known of a row. Nothing in it is a LargeValue that a restriction asks the text or bytes
// of.
struct PlainRow {
  PropertySet properties;
  std::vector<PropertySet> recipients;
  std::vector<PropertySet> attachments;
};

// `restriction` has passed check(). A count is its part.
bool plainly_meets(const Restriction& restriction, const PlainRow& row);

// Whether the first of two rows of one table stands before the second: null where a row has no value.
bool plainly_before(const Value* a, const Value* b, bool descending);

}  // namespace postroom::testing
