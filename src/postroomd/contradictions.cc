// What single settings cannot say: how they go together.
#include <postroom/text.h>

#include <algorithm>
#include <set>

#include "accounts/directory.h"
#include "postroomd/endpoint.h"
#include "postroomd/setting_table.h"

namespace postroom::daemon {
namespace {

bool is_store_name(const std::string& name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= accounts::kMaxStoreName && plain(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return plain(c) || c == '.' || c == '_' || c == '-'; });
}

void check_stores(const Settings& settings, std::vector<std::string>& found) {
  if (settings.stores.empty()) {
    found.push_back("There is no store: add a [[store]] with a name and an address, or --store NAME=ADDRESS.");
  }
  std::set<std::string> names, mail;
  for (const server::StoreSetting& store : settings.stores) {
    if (!is_store_name(store.name)) {
      found.push_back("The name of a store has 1 to " + std::to_string(accounts::kMaxStoreName) +
                      " of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit; \"" + store.name +
                      "\" does not.");
    }
    if (store.address.empty()) found.push_back("Store \"" + store.name + "\" has no address.");
    if (!names.insert(store.name).second) found.push_back("Two stores are named \"" + store.name + "\".");
    for (const std::string& address : store.mail_addresses) {
      if (address.find('@') == std::string::npos) {
        found.push_back("Store \"" + store.name + "\": \"" + address + "\" is no mail address.");
      }
      if (!mail.insert(to_lower_ascii(address)).second) {
        found.push_back("Mail for " + address + " would go to two stores.");
      }
    }
  }
}

void check_places(const Settings& settings, std::vector<std::string>& found) {
  const auto check = [&](const std::string& name, const std::string& text, UnixSockets sockets) {
    const auto endpoint = parse_endpoint(text, sockets);
    if (!endpoint.ok()) found.push_back(name + ": " + endpoint.error().message);
  };
  if (settings.listen.empty()) found.push_back("listen: there has to be an address to answer at.");
  for (const std::string& each : settings.listen) check("listen", each, UnixSockets::refused);
  if (!settings.lmtp_listen.empty()) check("lmtp.listen", settings.lmtp_listen, UnixSockets::allowed);
  if (!settings.metrics_listen.empty()) check("metrics.listen", settings.metrics_listen, UnixSockets::refused);
  if (settings.state.empty()) found.push_back("state: a folder has to be named for what the server keeps.");
}

}  // namespace

std::vector<std::string> contradictions(const Settings& settings) {
  std::vector<std::string> found;
  check_places(settings, found);
  check_stores(settings, found);
  const bool has_files = !settings.tls_certificate.empty() && !settings.tls_key.empty();
  if (settings.tls == TlsMode::files && !has_files) {
    found.push_back("tls.mode is \"files\": tls.certificate and tls.key have to name them.");
  }
  if (settings.tls != TlsMode::files && !(settings.tls_certificate.empty() && settings.tls_key.empty())) {
    found.push_back("tls.certificate and tls.key are used only with tls.mode = \"files\".");
  }
  if (settings.session_idle > settings.session_age) {
    found.push_back("sessions.idle is longer than sessions.age, which ends sessions before.");
  }
  return found;
}

}  // namespace postroom::daemon
