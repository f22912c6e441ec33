// The search index of one store, in tables of the same database (search_schema.h). The twin of the SQLite
// engine's.
#pragma once

#include "storage/postgres/connection_pool.h"
#include "storage/search_index.h"

namespace postroom::storage::postgres {

enum class IndexMode { read_write, read_only };

// Code::not_supported where the database has none, saying why.
Result<std::shared_ptr<SearchIndex>> open_search_index(const ConnectionOptions& options,
                                                       std::shared_ptr<ConnectionPool> connections,
                                                       IndexMode mode);

// As LIKE has it to find the needle anywhere. Pure.
std::string like_pattern(std::string_view needle);

inline constexpr std::int64_t kSampledEntries = 500;  // the newest, that estimate() looks at

}  // namespace postroom::storage::postgres
