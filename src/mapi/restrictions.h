// SRestriction and SSortOrderSet between MAPI and Postroom.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/restriction.h>
#include <postroom/sort_order.h>

#include "mapi/memory.h"
#include "mapi/text.h"

namespace postroom::mapi {

// Depth, number of nodes and size as kMaxRestriction… say; Code::invalid_argument for null pointers,
// too_complex for what passes these limits and for kinds and combinations that cannot be evaluated. Entry IDs
// in it stay as they are.
Result<Restriction> read_restriction(const SRestriction& restriction);
// On the block.
void write_restriction(const Restriction& restriction, Width width, Block& block, SRestriction& out);

// Code::invalid_argument and too_complex as SortTable answers them.
Result<SortOrder> read_sort_order(const SSortOrderSet& order);
void write_sort_order(const SortOrder& order, SSortOrderSet& out);  // with room for all of its keys

}  // namespace postroom::mapi
