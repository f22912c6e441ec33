// Conditions, orders and columns in the parameters and bodies of requests (docs/expressions.md).
#pragma once

#include <postroom/expression.h>

#include "server/call.h"
#include "server/json_place.h"

namespace postroom::server {

// Errors are Code::invalid_argument or too_complex and name the parameter.
Result<std::optional<Restriction>> where_query(const Call& call);
Result<SortOrder> sort_query(const Call& call);                    // the table's own without it
Result<std::vector<PropertyTag>> columns_query(const Call& call);  // none without it
// A condition inside a body; times without a zone are in UTC.
Result<Restriction> read_where(const Call& call, const JsonPlace& sent);
// What read_where() reads as this.
std::string where_text(const Call& call, const Restriction& restriction);

inline constexpr std::int64_t kMaxUtcOffset = 14 * 60;  // minutes, east and west

}  // namespace postroom::server
