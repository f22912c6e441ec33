#include "mapi/restrictions.h"

#include "base/try.h"

namespace postroom::mapi {
namespace {

Result<SortKey> read_key(const SSortOrder& given) {
  SortKey key{PropertyTag(given.ulPropTag), Direction::ascending, CategoryUse::plain};
  if ((given.ulOrder & TABLE_SORT_DESCEND) != 0) key.direction = Direction::descending;
  switch (given.ulOrder & ~TABLE_SORT_DESCEND) {
    case TABLE_SORT_ASCEND:
      return key;
    case TABLE_SORT_COMBINE:
      key.use = CategoryUse::combined;
      return key;
    case TABLE_SORT_CATEG_MAX:
      key.use = CategoryUse::maximum;
      return key;
    case TABLE_SORT_CATEG_MIN:
      key.use = CategoryUse::minimum;
      return key;
    default:
      return Error{Code::too_complex, "A sort order has a direction that is not known.", {}};
  }
}

ULONG order_of(const SortKey& key) {
  const ULONG direction = key.direction == Direction::descending ? TABLE_SORT_DESCEND : TABLE_SORT_ASCEND;
  switch (key.use) {
    case CategoryUse::plain:
      return direction;
    case CategoryUse::combined:
      return direction | TABLE_SORT_COMBINE;
    case CategoryUse::maximum:
      return direction | TABLE_SORT_CATEG_MAX;
    case CategoryUse::minimum:
      return direction | TABLE_SORT_CATEG_MIN;
  }
  return direction;
}

}  // namespace

Result<SortOrder> read_sort_order(const SSortOrderSet& order) {
  if (order.cSorts > kMaxSortKeys) {
    return Error{Code::too_complex, "A sort order has at most 16 columns; take some out.", {}};
  }
  SortOrder read{{}, order.cCategories, order.cExpanded};
  for (ULONG i = 0; i < order.cSorts; ++i) {
    TRY_SET(const SortKey key, read_key(order.aSort[i]));
    read.keys.push_back(key);
  }
  TRY(check(read));
  return read;
}

void write_sort_order(const SortOrder& order, SSortOrderSet& out) {
  out.cSorts = static_cast<ULONG>(order.keys.size());
  out.cCategories = order.categories;
  out.cExpanded = order.expanded;
  for (std::size_t i = 0; i < order.keys.size(); ++i) {
    out.aSort[i] = {order.keys[i].tag.value, order_of(order.keys[i])};
  }
}

}  // namespace postroom::mapi
