// The search index of one store, in the file beside it (search_file.h).
#pragma once

#include "storage/search_index.h"
#include "storage/sqlite/connection.h"

namespace postroom::storage {

enum class IndexMode { read_write, read_only };

// `store` are the options of the store's own connections. Code::not_supported if there is no index and none
// can be made, or if what has its name is a store.
Result<std::shared_ptr<SearchIndex>> open_search_index(const ConnectionOptions& store, IndexMode mode);

// The texts that have all of these have a good part of the needle: what FTS5 is asked for. Pure.
std::string grams_query(std::string_view needle);

inline constexpr std::size_t kMaxGrams = 24;  // asked for, of one needle

}  // namespace postroom::storage
