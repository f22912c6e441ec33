#include <postroom/sort_order.h>

#include <postroom/property_names.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "model/property_types.h"

namespace postroom {
namespace {

Error wrong(std::string message) { return {Code::invalid_argument, std::move(message), {}}; }
Error too_complex(std::string message) { return {Code::too_complex, std::move(message), {}}; }

Status check_type(PropertyTag tag) {
  const std::string name = property_name(tag);
  if (!has_values(tag)) {
    return too_complex("A table cannot be sorted by " + name + ": values of type " + type_name(tag) +
                       " have no order.");
  }
  if (tag.is_multi_valued() && !tag.is_instance()) {
    return too_complex("A table cannot be sorted by " + name +
                       ", which has several values; ask for a row for each value.");
  }
  return ok_status();
}

// A column's use, where `plain_before` columns in front of it may begin a category of their own.
Status check_use(const SortOrder& order, std::size_t place, std::size_t plain_before) {
  const SortKey& key = order.keys[place];
  const std::string name = property_name(key.tag);
  if (key.use > CategoryUse::minimum || key.direction > Direction::descending) {
    return wrong("The sort order has an unknown direction or use of " + name + ".");
  }
  if (key.use != CategoryUse::plain && plain_before == 0) {
    return wrong("The sort order begins with " + name + ", which needs a column before it.");
  }
  const bool is_category = key.use == CategoryUse::plain
                               ? plain_before < order.categories
                               : key.use == CategoryUse::combined && plain_before <= order.categories;
  if (is_category && key.tag.id() == tag::content_unread.id()) {
    return wrong("PR_CONTENT_UNREAD cannot be a category: it counts what is in one.");
  }
  return ok_status();
}

}  // namespace

Status check(const SortOrder& order) {
  if (order.keys.size() > kMaxSortKeys)
    return too_complex("A sort order has at most 16 columns; take some out.");
  std::size_t plain = 0;
  std::size_t instances = 0;
  for (std::size_t place = 0; place < order.keys.size(); ++place) {
    TRY(check_type(order.keys[place].tag));
    TRY(check_use(order, place, plain));
    if (order.keys[place].use == CategoryUse::plain) ++plain;
    if (order.keys[place].tag.is_instance()) ++instances;
  }
  if (instances > 1) {
    return too_complex("A sort order makes a row for each value of at most one column; take the others out.");
  }
  if (order.categories > plain) {
    return wrong("The sort order has more categories than columns to make them of.");
  }
  if (order.categories > kMaxCategories)
    return too_complex("A table has at most 4 categories; take some out.");
  if (order.expanded > order.categories)
    return wrong("The sort order has more expanded categories than categories.");
  return ok_status();
}

}  // namespace postroom
