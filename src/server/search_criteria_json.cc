#include "server/search_criteria_json.h"

#include <boost/json/array.hpp>

#include "base/try.h"
#include "server/query_expressions.h"

namespace postroom::server {

Result<SearchWish> read_search(const Call& call, const JsonPlace& sent) {
  TRY(sent.only({"where", "folders", "subfolders"}));
  TRY_SET(const JsonPlace where, sent.need("where"));
  TRY_SET(const JsonPlace folders, sent.need("folders"));
  TRY_SET(Restriction restriction, read_where(call, where));
  TRY_SET(const std::vector<JsonPlace> items, folders.items(kMaxSearchScope));
  TRY_SET(const auto subfolders, sent.find_yes_no("subfolders"));
  SearchWish wish{std::move(restriction), {}, {}};
  for (const JsonPlace& item : items) {
    TRY_SET(const std::int64_t id, item.whole(1, INT64_MAX));
    wish.folders.push_back({id});
  }
  if (wish.folders.empty()) return folders.wrong("Expected the numbers of one or more folders to search.");
  if (subfolders.value_or(false)) wish.flags.depth = SearchDepth::recursive;
  return wish;
}

boost::json::object search_json(const Call& call, const SearchCriteria& criteria) {
  boost::json::array folders;
  for (const FolderId folder : criteria.folders) folders.push_back(folder.value);
  const auto has = [&](std::uint32_t bit) { return (criteria.state & bit) != 0; };
  boost::json::object shown;
  shown["where"] = where_text(call, criteria.restriction);
  shown["folders"] = std::move(folders);
  shown["subfolders"] = has(search_state::recursive);
  shown["state"] = has(search_state::running)   ? "running"
                   : has(search_state::partial) ? "partial"
                                                : "complete";
  return shown;
}

}  // namespace postroom::server
