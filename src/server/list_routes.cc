#include "server/list_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/json_values.h"
#include "server/list_pages.h"
#include "server/list_request.h"
#include "server/property_naming.h"
#include "server/refusals.h"
#include "server/row_json.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

// The columns that were asked for, by their names.
Result<json::object> values_json(const RowValues& values, const std::vector<std::string>& names) {
  json::object shown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Property& property = values[row_columns().size() + i];
    json::value value;
    if (property.tag.base_type() != PropertyType::error) {
      TRY_SET(value, to_json(property.tag, property.value, nullptr));
    }
    shown[names[i]] = std::move(value);
  }
  return shown;
}

// All of it in one storage, which is let go as a whole: a page has thousands of small pieces.
Result<json::object> page_json(const Call& call, const ListRequest& request, const ListPage& page) {
  const PropertyNaming naming(*call.store, call.session);
  std::vector<std::string> names;
  for (std::size_t i = row_columns().size(); i < request.shape.columns.size(); ++i) {
    names.push_back(naming.name(request.shape.columns[i]));
  }
  const json::storage_ptr storage = json::make_shared_resource<json::monotonic_resource>();
  json::array rows(storage);
  rows.reserve(page.rows.size());
  for (const RowValues& values : page.rows) {
    json::object row = row_json(values, storage);
    if (!names.empty()) {
      TRY_SET(row["values"], values_json(values, names));
    }
    rows.push_back(std::move(row));
  }
  json::object shown(storage);
  shown["rows"] = std::move(rows);
  shown["total"] = page.total;
  shown["offset"] = page.offset;
  shown["next"] = page.next ? json::value(encode(*page.next)) : json::value();
  shown["position"] = page.position.value;
  return shown;
}

Answer list_messages(Call& call) {
  TRY_SET(const ListRequest request, read_list_request(call));
  OpenTables& tables = *call.service.tables;
  TRY_SET(const auto table, tables.open(call.store_name, *call.store, call.session, request.shape));
  const ListReading reading{*call.store,       call.session,         *table,
                            tables.given(),    request.shape.folder, request.shape.options.deleted,
                            request.parameters};
  auto page = request.cursor ? next_page(reading, *request.cursor, request.limit)
                             : first_page(reading, request.offset, request.limit);
  if (!page.ok() && page.error().code == Code::invalid_argument) {
    return Refusal(problem("gone", "The cursor's place is no longer known; read from the start."));
  }
  if (!page.ok()) return page.error();
  tables.note_rows(table, page->total);
  TRY_SET(const json::object shown, page_json(call, request, *page));
  return json_answer(200, shown);
}

}  // namespace

void add_list_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service,
      {http::Method::get, "/api/v1/stores/{store}/folders/{folder}/messages", Needs::reading, list_messages});
}

}  // namespace postroom::server
