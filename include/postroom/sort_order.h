// In what order a table's rows stand ("SSortOrderSet" and "Sorting and categorization" in the Outlook MAPI
// reference; MS-OXCTABL 2.2.2.3).
#pragma once

#include <postroom/property.h>
#include <postroom/result.h>

#include <cstdint>
#include <vector>

namespace postroom {

enum class Direction : std::uint8_t { ascending, descending };

// How the column takes part in categories (the first `categories` columns, those `combined` counting with the one
// before them as one).
enum class CategoryUse : std::uint8_t {
  plain,
  combined,  // TABLE_SORT_COMBINE: one category together with the column before
  maximum,   // TABLE_SORT_CATEG_MAX: the category before is ordered by the greatest value of this column in it
  minimum,   // TABLE_SORT_CATEG_MIN
};

// A row without the property comes last, whichever the direction; ties are settled by the table's own order.
// A tag with kInstanceFlag makes a row for each value.
struct SortKey {
  PropertyTag tag;
  Direction direction = Direction::ascending;
  CategoryUse use = CategoryUse::plain;
  friend bool operator==(const SortKey&, const SortKey&) = default;
};

// No keys: the table's own order.
struct SortOrder {
  std::vector<SortKey> keys;
  std::uint32_t categories = 0;  // cCategories
  std::uint32_t expanded = 0;    // cExpanded: of these, from the outermost, how many begin expanded
  friend bool operator==(const SortOrder&, const SortOrder&) = default;
};

inline constexpr std::size_t kMaxSortKeys = 16;
inline constexpr std::size_t kMaxCategories = 4;
inline constexpr std::size_t kMaxColumns = 1024;  // of a table

// Code::too_complex or invalid_argument says what is wrong with it: more categories than keys, more expanded than
// categories, a first key that is combined, PT_OBJECT, a multi-valued column without kInstanceFlag, several instance
// columns, PR_CONTENT_UNREAD as a category.
Status check(const SortOrder& order);

}  // namespace postroom
