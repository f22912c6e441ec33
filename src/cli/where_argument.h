// Restrictions, orders and columns as a person types them after --where, --sort and --columns, and reads them.
#pragma once

#include <postroom/expression.h>
#include <postroom/store.h>

#include <string>

#include "cli/surroundings.h"

namespace postroom::cli {

// Dates without a zone are by the clock of whoever types. What is wrong is shown in its place, and answered with
// Code::invalid_argument.
Result<Restriction> parse_where(Store& store, const Session& session, const Surroundings& around,
                                const std::string& text);

Result<SortOrder> parse_order(Store& store, const Session& session, const Surroundings& around,
                              const std::string& text);
Result<std::vector<PropertyTag>> parse_column_list(Store& store, const Session& session, const Surroundings& around,
                                                   const std::string& text);

// As parse_where takes it; named properties by their names.
std::string where_text(Store& store, const Session& session, const Restriction& restriction);
std::string columns_text(Store& store, const Session& session, std::span<const PropertyTag> columns);

}  // namespace postroom::cli
