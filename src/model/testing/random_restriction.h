// Restrictions and sort orders made up at random, for the tests of every folder that evaluates them. What
// they make passes check().
#pragma once

#include <postroom/restriction.h>
#include <postroom/sort_order.h>

#include <span>

#include "model/testing/random_content.h"

namespace postroom::testing {

struct RestrictionSize {
  int depth = 4;          // how many stand inside one another, at most
  std::size_t parts = 3;  // of an and or or, at most
  bool sub_objects = true;
  bool count = true;  // now and then outermost
};

// On the tags of `properties`, and mostly with their values or ones near to them, so that rows made of the
// same properties meet about as many restrictions as they do not. At least one has a type whose values
// compare.
Restriction random_restriction(RandomNumbers& random, std::span<const Property> properties,
                               const RestrictionSize& size = {});

// By up to four of the tags, those of several values with kInstanceFlag and at most one of them. Tags whose
// types have no order, and PR_CONTENT_UNREAD, are left out.
SortOrder random_sort_order(RandomNumbers& random, std::span<const PropertyTag> tags);

}  // namespace postroom::testing
