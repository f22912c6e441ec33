// What tells the rows of a table apart (PR_INSTANCE_KEY): the same for a row as long as the table is open,
// and never that of another one.
#pragma once

#include <postroom/bytes.h>

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>

namespace postroom::table {

// `id` is that of the message, folder, recipient or attachment; of a category's header it is less than 0.
// `instance` counts the rows that a multi-valued column has made of one object.
struct RowKey {
  std::int64_t id = 0;
  std::uint32_t instance = 0;
  friend auto operator<=>(RowKey, RowKey) = default;
};

Bytes encode(RowKey key);
std::optional<RowKey> decode_row_key(ByteView bytes);

}  // namespace postroom::table
