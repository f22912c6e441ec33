// The place of a row in a table's order, as bytes: what is compared with memcmp, kept in indexes and merged.
#pragma once

#include <postroom/property.h>
#include <postroom/sort_order.h>

#include <span>

namespace postroom {

// `values` are those of one row under order.keys, in their order; null where the row has none. Two rows of
// one order compare as their keys do, byte for byte: by compare_values() key after key, turned round where it
// descends, rows without a value last in both directions. Keys of another collation_version() are no use.
//
// At most `limit` bytes of the whole key: the order of two keys cut at the same limit is right unless they
// are equal.
Bytes sort_key(const SortOrder& order, std::span<const Value* const> values,
               std::size_t limit = static_cast<std::size_t>(-1));

// The part of sort_key() that stands for one key, for whoever has the values one after the other; `key` grows
// to at most `limit` bytes.
void append_sort_key(Bytes& key, Direction direction, const Value* value,
                     std::size_t limit = static_cast<std::size_t>(-1));

}  // namespace postroom
