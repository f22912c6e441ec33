#include "server/rights_routes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/json_place.h"
#include "server/refusals.h"
#include "server/session_json.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

Result<FolderRights> read_rights(const JsonPlace& sent) {
  TRY_SET(const std::string text, sent.text());
  const auto rights = parse_rights(text);
  if (!rights.ok()) return sent.wrong(rights.error().message);
  return *rights;
}

Result<std::optional<FolderRights>> read_others(const JsonPlace& sent) {
  const auto others = sent.find("others");
  if (!others) return std::optional<FolderRights>();
  TRY_SET(const FolderRights rights, read_rights(*others));
  return std::optional(rights);
}

Result<std::vector<MemberRights>> read_members(const JsonPlace& sent) {
  TRY_SET(const std::vector<JsonPlace> items, sent.items(kMaxMembers));
  std::vector<MemberRights> members;
  for (const JsonPlace& item : items) {
    TRY(item.only({"who", "rights"}));
    TRY_SET(const JsonPlace who, item.need("who"));
    TRY_SET(const JsonPlace rights, item.need("rights"));
    MemberRights member;
    TRY_SET(member.member, who.text(kMaxMemberName));
    TRY_SET(member.rights, read_rights(rights));
    members.push_back(std::move(member));
  }
  return members;
}

Result<std::vector<std::string>> read_names(const JsonPlace& sent) {
  TRY_SET(const std::vector<JsonPlace> items, sent.items(kMaxMembers));
  std::vector<std::string> names;
  for (const JsonPlace& item : items) {
    TRY_SET(std::string name, item.text(kMaxMemberName));
    names.push_back(std::move(name));
  }
  return names;
}

Result<Below> read_below(const JsonPlace& sent) {
  TRY_SET(const auto below, sent.find_yes_no("below"));
  return below.value_or(false) ? Below::yes : Below::no;
}

json::value list_json(const std::optional<AccessList>& list) {
  if (!list) return nullptr;
  json::array members;
  for (const MemberRights& member : list->members) {
    members.push_back(json::object{{"who", member.member}, {"rights", to_text(member.rights)}});
  }
  return json::object{{"others", to_text(list->others)}, {"members", std::move(members)}};
}

Answer rights_answer(Call& call, FolderId id) {
  TRY_SET(const auto list, call.store->folder_rights(call.session, id));
  return json_answer(200, list_json(list));
}

Answer show_rights(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  return rights_answer(call, id);
}

// Whoever takes the list away from themselves is told that it was done all the same.
Answer changed_answer(Call& call, FolderId id) {
  const auto list = call.store->folder_rights(call.session, id);
  if (list.ok()) return json_answer(200, list_json(*list));
  if (list.error().code == Code::no_access || list.error().code == Code::not_found) return http::no_content();
  return list.error();
}

Answer put_rights(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(const json::value body, json_body(call));
  const JsonPlace sent(body);
  std::optional<AccessList> list;
  Below below = Below::no;
  if (!body.is_null()) {
    TRY(sent.only({"others", "members", "below"}));
    list.emplace();
    TRY_SET(const auto others, read_others(sent));
    list->others = others.value_or(FolderRights::none);
    if (const auto members = sent.find("members")) {
      TRY_SET(list->members, read_members(*members));
    }
    TRY_SET(below, read_below(sent));
  }
  TRY(call.store->set_folder_rights(call.session, id, list, below));
  return changed_answer(call, id);
}

Answer change_rights(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(const json::value body, json_object(call, {"set", "remove", "others", "below"}));
  const JsonPlace sent(body);
  RightsChange change;
  TRY_SET(change.others, read_others(sent));
  if (const auto set = sent.find("set")) {
    TRY_SET(change.set, read_members(*set));
  }
  if (const auto remove = sent.find("remove")) {
    TRY_SET(change.remove, read_names(*remove));
  }
  TRY_SET(const Below below, read_below(sent));
  TRY(call.store->change_folder_rights(call.session, id, change, below));
  return changed_answer(call, id);
}

Answer list_people(Call& call) {
  TRY_SET(const auto members, call.service.directory->members(call.store_name));
  json::array people;
  for (const accounts::Account& member : members) {
    if (member.is_disabled) continue;
    const Rights rights = member.stores.at(call.store_name);
    people.push_back(json::object{{"who", member.who}, {"rights", to_text(rights)}});
  }
  return json_answer(200, json::object{{"people", std::move(people)}});
}

}  // namespace

void add_rights_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string rights = "/api/v1/stores/{store}/folders/{folder}/rights";
  add(router, service, {Method::get, rights, Needs::reading, show_rights});
  add(router, service, {Method::put, rights, Needs::writing, put_rights, kMaxRightsBody});
  add(router, service, {Method::patch, rights, Needs::writing, change_rights, kMaxRightsBody});
  add(router, service, {Method::get, "/api/v1/stores/{store}/people", Needs::reading, list_people});
}

}  // namespace postroom::server
