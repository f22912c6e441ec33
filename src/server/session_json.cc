#include "server/session_json.h"

#include <boost/json/array.hpp>

#include "server/json_values.h"

namespace postroom::server {
namespace {

bool owns(Service& service, const std::string& store_name, const Session& session) {
  auto store = service.stores->open(store_name);
  if (!store.ok()) return false;
  const auto owner = store->owner(session);
  return owner.ok() && !owner->empty() && *owner == session.who;
}

}  // namespace

std::string_view to_text(Rights rights) { return rights == Rights::read_write ? kReadWrite : kReadOnly; }

std::optional<Rights> parse_session_rights(std::string_view text) {
  if (text == kReadWrite) return Rights::read_write;
  if (text == kReadOnly) return Rights::read_only;
  return std::nullopt;
}

boost::json::array stores_json(Service& service, const accounts::Identity& identity, const Session& session) {
  boost::json::array stores;
  for (const auto& [name, granted] : identity.account.stores) {
    const StoreSetting* const setting = service.stores->setting(name);
    if (!setting) continue;  // a grant on a store that this server does not have
    const bool reads_only = granted == Rights::read_only || identity.rights == Rights::read_only;
    stores.push_back(
        boost::json::object{{"name", name},
                            {"title", setting->title.empty() ? name : setting->title},
                            {"rights", to_text(reads_only ? Rights::read_only : Rights::read_write)},
                            {"owner", owns(service, name, session)}});
  }
  return stores;
}

boost::json::object session_json(Service& service, const accounts::Identity& identity,
                                 const Session& session) {
  boost::json::object shown;
  shown["name"] = identity.account.name;
  shown["who"] = identity.account.who;
  shown["administrator"] = identity.account.is_administrator;
  shown["rights"] = to_text(identity.rights);
  if (identity.kind == storage::CredentialKind::session) shown["csrf"] = identity.csrf;
  shown["version"] = service.version;
  shown["stores"] = stores_json(service, identity, session);
  return shown;
}

boost::json::object token_json(const accounts::Token& token) {
  boost::json::object shown;
  shown["id"] = token.id;
  shown["label"] = token.label;
  shown["rights"] = to_text(token.rights);
  shown["created"] = time_json(token.created);
  shown["last_used"] = time_json(token.last_used);
  shown["expires"] = token.expires ? time_json(*token.expires) : boost::json::value();
  return shown;
}

}  // namespace postroom::server
