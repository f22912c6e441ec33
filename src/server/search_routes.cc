#include "server/search_routes.h"

#include <postroom/search.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

#include "base/try.h"
#include "server/json_place.h"
#include "server/list_request.h"
#include "server/list_routes.h"
#include "server/query_expressions.h"
#include "server/refusals.h"
#include "server/row_json.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Result<std::vector<FolderId>> asked_folders(const Call& call) {
  std::vector<FolderId> folders;
  for (const std::string_view text : call.request.parsed.query.all("folder")) {
    const auto id = parse_whole(text);
    if (!id || *id <= 0)
      return invalid_at("folder", "The parameter folder has to be the number of a folder.");
    folders.push_back({*id});
  }
  if (folders.size() <= kMaxSearchScope) return folders;
  return invalid_at("folder", "A search is in at most " + std::to_string(kMaxSearchScope) + " folders.");
}

// Those below that may be read; the folders named are refused where they may not.
Result<std::vector<FolderId>> with_subfolders(Call& call, const std::vector<FolderId>& named) {
  TRY_SET(const std::vector<FolderInfo> all, call.store->folders(call.session));
  std::set<FolderId> inside(named.begin(), named.end());
  std::vector<FolderId> folders = named;
  for (const FolderInfo& folder : all) {  // parents come before what is in them
    if (folder.parent == folder.id || !inside.contains(folder.parent) || !inside.insert(folder.id).second)
      continue;
    const bool is_searched = folder.kind != FolderKind::search && has(folder.rights, FolderRights::read);
    if (is_searched) folders.push_back(folder.id);
  }
  return folders;
}

struct SearchRequest {
  SearchQuery query;
  std::size_t limit = 0;
  ParametersMark parameters = 0;
};

Result<SearchRequest> read_search_request(Call& call) {
  SearchRequest request;
  request.query.text = std::string(call.request.parsed.query.find("q").value_or(std::string_view()));
  TRY_SET(request.query.where, where_query(call));
  if (request.query.text.empty() && !request.query.where) {
    return invalid_at("q", "Say what to search for: words in q, a condition in where, or both.");
  }
  TRY_SET(request.query.folders, asked_folders(call));
  TRY_SET(const bool subfolders, yes_no_query(call, "subfolders"));
  if (subfolders && !request.query.folders.empty()) {
    TRY_SET(request.query.folders, with_subfolders(call, request.query.folders));
  }
  TRY_SET(const auto limit,
          number_query(call, "limit", 1, static_cast<std::int64_t>(call.service.limits.page_rows)));
  request.limit = static_cast<std::size_t>(limit.value_or(kUsualPageRows));
  request.parameters = parameters_mark(call, {}, {"q", "where", "folder", "subfolders", "utc_offset"});
  if (const auto text = call.request.parsed.query.find("cursor")) {
    const auto cursor = decode_search_cursor(*text);
    if (!cursor || cursor->parameters != request.parameters) return foreign_cursor();
    request.query.behind = SearchQuery::Place{cursor->date, cursor->id};
  }
  return request;
}

// Those that went since they were found are left out.
Result<json::array> rows_json(Call& call, const std::vector<MessageSummary>& found) {
  json::array rows;
  for (const MessageSummary& summary : found) {
    auto row = row_json(*call.store, call.session, summary);
    if (row.ok()) {
      rows.push_back(std::move(*row));
    } else if (row.error().code != Code::not_found && row.error().code != Code::no_access &&
               row.error().code != Code::object_deleted) {
      return row.error();
    }
  }
  return rows;
}

Answer search_messages(Call& call) {
  TRY_SET(const SearchRequest request, read_search_request(call));
  TRY_SET(const LogPosition position, call.store->log_position(call.session));
  auto search = call.store->search(call.session, request.query);
  if (!search.ok()) return at(request.query.text.empty() ? "where" : "q", search.error());
  TRY_SET(std::vector<MessageSummary> found, search->next(request.limit + 1));
  const bool has_more = found.size() > request.limit;
  found.resize(std::min(found.size(), request.limit));
  TRY_SET(json::array rows, rows_json(call, found));
  const SearchReport report = search->report();
  json::object shown;
  shown["rows"] = std::move(rows);
  shown["next"] = nullptr;
  if (has_more) shown["next"] = encode(SearchCursor{request.parameters, found.back().date, found.back().id});
  shown["position"] = position.value;
  shown["indexed"] = report.indexed;
  shown["up_to_date"] = report.up_to_date;
  return json_answer(200, shown);
}

}  // namespace

void add_search_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service, {http::Method::get, "/api/v1/stores/{store}/search", Needs::reading, search_messages});
}

}  // namespace postroom::server
