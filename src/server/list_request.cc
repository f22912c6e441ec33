#include "server/list_request.h"

#include <algorithm>

#include "base/try.h"
#include "model/crc32c.h"
#include "server/list_routes.h"
#include "server/query_expressions.h"
#include "server/refusals.h"
#include "server/row_json.h"

namespace postroom::server {
namespace {

Result<ContentsOptions> read_kind(const Call& call) {
  const auto kind = call.request.parsed.query.find("kind");
  if (!kind || *kind == "normal") return ContentsOptions{};
  if (*kind == "associated") return ContentsOptions{.associated = true};
  if (*kind == "deleted") return ContentsOptions{.deleted = true};
  return invalid_at("kind", "The parameter kind has to be normal, associated or deleted.");
}

Error too_complex(std::string_view where, std::string message) {
  return at(where, Error{Code::too_complex, std::move(message), {}});
}

Status check_sort(const SortOrder& sort) {
  const auto makes_rows = [](const SortKey& key) { return key.tag.is_instance(); };
  if (sort.categories > 0)
    return too_complex("sort", "Lists have no categories; sort by the column instead.");
  if (std::any_of(sort.keys.begin(), sort.keys.end(), makes_rows)) {
    return too_complex("sort", "Lists have one row for each message; `each` would make several.");
  }
  if (sort.keys.size() <= kMaxListSortKeys) return ok_status();
  return too_complex("sort", "A list is sorted by at most " + std::to_string(kMaxListSortKeys) + " columns.");
}

Status check_columns(const std::vector<PropertyTag>& columns) {
  const auto makes_rows = [](PropertyTag tag) { return tag.is_instance(); };
  if (std::any_of(columns.begin(), columns.end(), makes_rows)) {
    return too_complex("columns", "Lists have one row for each message; `each` would make several.");
  }
  if (columns.size() <= kMaxColumns - row_columns().size()) return ok_status();
  return invalid_at("columns",
                    "A list has at most " + std::to_string(kMaxColumns - row_columns().size()) + " columns.");
}

Result<ListShape> read_shape(const Call& call) {
  ListShape shape;
  TRY_SET(shape.folder, folder_parameter(call));
  TRY_SET(shape.options, read_kind(call));
  TRY_SET(shape.where, where_query(call));
  TRY_SET(shape.sort, sort_query(call));
  TRY(check_sort(shape.sort));
  if (shape.where && std::holds_alternative<CountRestriction>(shape.where->kind)) {
    return too_complex("where",
                       "Lists are not restricted to a number of rows; limit says how many come at once.");
  }
  TRY_SET(const std::vector<PropertyTag> asked, columns_query(call));
  TRY(check_columns(asked));
  shape.columns.assign(row_columns().begin(), row_columns().end());
  shape.columns.insert(shape.columns.end(), asked.begin(), asked.end());
  return shape;
}

}  // namespace

Error foreign_cursor() {
  return invalid_at("cursor", "The cursor is none of a list with these parameters; read from the start.");
}

ParametersMark parameters_mark(const Call& call, std::initializer_list<std::string_view> in_path,
                               std::initializer_list<std::string_view> in_query) {
  std::string all = call.store_name;
  for (const std::string_view name : in_path) all.append(1, '\0').append(call.parameter(name));
  for (const std::string_view name : in_query) {
    for (const std::string_view value : call.request.parsed.query.all(name)) {
      all.append(1, '\0').append(name).append(1, '\0').append(value);
    }
  }
  return crc32c(as_bytes(all));
}

Result<ListRequest> read_list_request(const Call& call) {
  ListRequest request;
  TRY_SET(request.shape, read_shape(call));
  TRY_SET(const auto limit,
          number_query(call, "limit", 1, static_cast<std::int64_t>(call.service.limits.page_rows)));
  request.limit = static_cast<std::size_t>(limit.value_or(kUsualPageRows));
  TRY_SET(const auto offset, number_query(call, "offset", 0, INT64_MAX));
  request.offset = static_cast<std::uint64_t>(offset.value_or(0));
  request.parameters = parameters_mark(call, {"folder"}, {"kind", "where", "sort", "columns", "utc_offset"});
  const auto cursor = call.request.parsed.query.find("cursor");
  if (!cursor) return request;
  if (offset) return invalid_at("offset", "A list begins at an offset or behind a cursor, not both.");
  request.cursor = decode_list_cursor(*cursor);
  if (!request.cursor || request.cursor->parameters != request.parameters) return foreign_cursor();
  return request;
}

}  // namespace postroom::server
