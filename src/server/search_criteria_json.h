// What is in a search folder: {"where", "folders", "subfolders"}.
#pragma once

#include <boost/json/object.hpp>

#include "server/call.h"
#include "server/json_place.h"

namespace postroom::server {

struct SearchWish {
  Restriction where;
  std::vector<FolderId> folders;
  SearchFlags flags;
};

// All of it for a new folder. Code::invalid_argument names the place.
Result<SearchWish> read_search(const Call& call, const JsonPlace& sent);
// With its state: "running", "complete" or "partial".
boost::json::object search_json(const Call& call, const SearchCriteria& criteria);

}  // namespace postroom::server
