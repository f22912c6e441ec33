#include "server/stores_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/session_json.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Answer list_stores(Call& call) {
  return json_answer(200, json::object{{"stores", stores_json(call.service, *call.identity, call.session)}});
}

Result<std::string_view> engine_name(const std::string& address) {
  TRY_SET(const AddressKind kind, address_kind(address));
  return std::string_view(kind == AddressKind::file ? "SQLite" : "PostgreSQL");
}

Answer show_store(Call& call) {
  Store& store = *call.store;
  const StoreSetting& setting = *call.service.stores->setting(call.store_name);
  TRY_SET(const LogPosition position,
          store.log_position(call.session));  // what happens later is told from there on
  TRY_SET(const std::vector<FolderInfo> folders, store.folders(call.session));
  TRY_SET(const std::string owner, store.owner(call.session));
  TRY_SET(const std::string_view engine, engine_name(setting.address));
  std::int64_t messages = 0;
  for (const FolderInfo& folder : folders) {
    if (folder.kind != FolderKind::search) messages += folder.content_count;
  }
  json::object shown;
  shown["name"] = call.store_name;
  shown["title"] = setting.title.empty() ? call.store_name : setting.title;
  shown["guid"] = to_text(store.guid());
  shown["owner"] = owner.empty() ? json::value() : json::value(owner);
  shown["read_only"] = store.is_read_only() || call.session.rights == Rights::read_only;
  shown["engine"] = engine;
  shown["folders"] = folders.size();
  shown["messages"] = messages;
  shown["position"] = position.value;
  return json_answer(200, shown);
}

}  // namespace

void add_stores_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add(router, service, {http::Method::get, "/api/v1/stores", Needs::identity, list_stores});
  add(router, service, {http::Method::get, "/api/v1/stores/{store}", Needs::reading, show_store});
}

}  // namespace postroom::server
