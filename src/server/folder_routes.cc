#include "server/folder_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/folder_json.h"
#include "server/message_json.h"
#include "server/property_changes.h"
#include "server/refusals.h"
#include "server/search_criteria_json.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

std::string folder_path(const Call& call, FolderId folder) {
  return store_path(call) + "/folders/" + std::to_string(folder.value);
}

// One folder, and what a search folder searches.
Answer folder_answer(Call& call, FolderId id, unsigned status) {
  TRY_SET(const FolderInfo folder, call.store->folder(call.session, id));
  json::object shown = folder_json(folder, SpecialNames(*call.store));
  if (folder.kind == FolderKind::search) {
    const auto criteria = call.store->search_criteria(call.session, id);
    if (!criteria.ok() && criteria.error().code != Code::not_initialized) return criteria.error();
    shown["search"] = criteria.ok() ? json::value(search_json(call, *criteria)) : json::value();
  }
  http::Response response = json_answer(status, shown);
  if (status == 201) response.fields.add("Location", folder_path(call, id));
  return response;
}

Answer list_folders(Call& call) {
  TRY_SET(const std::vector<FolderInfo> folders, call.store->folders(call.session));
  const SpecialNames special(*call.store);
  json::array shown;
  shown.reserve(folders.size());
  for (const FolderInfo& folder : folders) shown.push_back(folder_json(folder, special));
  return json_answer(200, json::object{{"folders", std::move(shown)}});
}

Answer show_folder(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  return folder_answer(call, id, 200);
}

Result<FolderId> read_folder_id(const JsonPlace& sent) {
  TRY_SET(const std::int64_t id, sent.whole(1, INT64_MAX));
  return FolderId{id};
}

// A search folder with criteria that will not do is not left behind.
Result<FolderId> make_search_folder(Call& call, FolderId parent, std::string name, SearchWish wish) {
  TRY_SET(const FolderId id, call.store->create_search_folder(call.session, parent, std::move(name)));
  const Status set = call.store->set_search_criteria(call.session, id, std::move(wish.where),
                                                     std::move(wish.folders), wish.flags);
  if (set.ok()) return id;
  (void)call.store->delete_folder(call.session, id, {.kind = DeleteKind::permanent});
  return at("/search", set.error());
}

Answer make_folder(Call& call) {
  TRY_SET(const json::value body, json_object(call, {"parent", "name", "search"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace parent_place, sent.need("parent"));
  TRY_SET(const JsonPlace name_place, sent.need("name"));
  TRY_SET(const FolderId parent, read_folder_id(parent_place));
  TRY_SET(std::string name, name_place.text(kMaxFolderName));
  FolderId id;
  if (const auto search = sent.find("search")) {
    TRY_SET(SearchWish wish, read_search(call, *search));
    TRY_SET(id, make_search_folder(call, parent, std::move(name), std::move(wish)));
  } else {
    TRY_SET(id, call.store->create_folder(call.session, parent, std::move(name)));
  }
  return folder_answer(call, id, 201);
}

Status place_folder(Call& call, FolderId id, const JsonPlace& sent) {
  TRY_SET(const auto name, sent.find_text("name", kMaxFolderName));
  if (name && name->empty()) return sent.find("name")->wrong("A folder has a name.");
  if (const auto place = sent.find("parent")) {
    TRY_SET(const FolderId parent, read_folder_id(*place));
    return call.store->move_folder(call.session, id, parent, name.value_or(std::string()));
  }
  return name ? call.store->rename_folder(call.session, id, *name) : ok_status();
}

Status set_properties(Call& call, FolderId id, const PropertyChanges& changes) {
  PropertySet set;
  for (const PropertyChanges::Set& each : changes.set) set.set(each.property.tag, each.property.value);
  return call.store->set_folder_properties(call.session, id, set, changes.remove);
}

Result<PropertyChanges> read_changes(Call& call, FolderId id, const JsonPlace& sent) {
  PropertyChanges changes;
  const auto properties = sent.find("properties");
  if (!properties) return changes;
  TRY(properties->only({"set", "remove"}));
  const auto may_change = [&]() -> Status {
    TRY_SET(const FolderRights rights, call.store->effective_rights(call.session, id));
    if (has(rights, FolderRights::owner)) return ok_status();
    return Error{Code::no_access, "You may not change this folder.", {}};
  };
  PropertyNaming naming(*call.store, call.session, may_change);
  if (const auto set = properties->find("set")) TRY(read_properties(*set, naming, changes));
  if (const auto remove = properties->find("remove")) TRY(read_removals(*remove, naming, changes));
  return changes;
}

// All of the body is read before any of it is done.
Answer change_folder(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(const json::value body, json_object(call, {"name", "parent", "search", "properties"}));
  const JsonPlace sent(body);
  TRY(call.store->folder(call.session, id));
  std::optional<SearchWish> search;
  if (const auto place = sent.find("search")) {
    TRY_SET(search, read_search(call, *place));
  }
  TRY_SET(const PropertyChanges changes, read_changes(call, id, sent));
  TRY(place_folder(call, id, sent));
  if (search) {
    const Status set = call.store->set_search_criteria(call.session, id, std::move(search->where),
                                                       std::move(search->folders), search->flags);
    if (!set.ok()) return at("/search", set.error());
  }
  if (!changes.empty()) TRY(set_properties(call, id, changes));
  return folder_answer(call, id, 200);
}

Answer delete_folder(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  Store::DeleteFolderOptions options;
  TRY_SET(options.messages, yes_no_query(call, "messages"));
  TRY_SET(options.subfolders, yes_no_query(call, "subfolders"));
  TRY_SET(const bool permanent, yes_no_query(call, "permanent"));
  options.kind = permanent ? DeleteKind::permanent : DeleteKind::recoverable;
  TRY(call.store->delete_folder(call.session, id, options));
  return http::no_content();
}

Answer copy_folder(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(const json::value body, json_object(call, {"parent", "name", "subfolders"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace parent_place, sent.need("parent"));
  TRY_SET(const FolderId parent, read_folder_id(parent_place));
  TRY_SET(const auto name, sent.find_text("name", kMaxFolderName));
  TRY_SET(const auto subfolders, sent.find_yes_no("subfolders"));
  TRY_SET(const FolderInfo original, call.store->folder(call.session, id));
  TRY_SET(const FolderId copy, call.store->copy_folder(call.session, id, parent, name.value_or(original.name),
                                                       subfolders.value_or(true)));
  return folder_answer(call, copy, 201);
}

Answer show_properties(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(const PropertySet properties, call.store->folder_properties(call.session, id));
  TRY_SET(json::object shown, properties_json(showing_without_addresses(call), properties));
  return json_answer(200, json::object{{"properties", std::move(shown)}});
}

}  // namespace

void add_folder_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string folders = "/api/v1/stores/{store}/folders", one = folders + "/{folder}";
  add(router, service, {Method::get, folders, Needs::reading, list_folders});
  add(router, service, {Method::post, folders, Needs::writing, make_folder, kMaxFolderBody});
  add(router, service, {Method::get, one, Needs::reading, show_folder});
  add(router, service, {Method::patch, one, Needs::writing, change_folder, kMaxFolderBody});
  add(router, service, {Method::delete_, one, Needs::writing, delete_folder});
  add(router, service, {Method::post, one + "/copy", Needs::writing, copy_folder, kMaxFolderBody});
  add(router, service, {Method::get, one + "/properties", Needs::reading, show_properties});
}

}  // namespace postroom::server
