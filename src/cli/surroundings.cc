#include "cli/surroundings.h"

#include <postroom/text.h>

#include <pwd.h>
#include <unistd.h>
#include <cstdlib>

namespace postroom::cli {
namespace {

std::string full_name_of_login() {
  const passwd* entry = getpwuid(geteuid());
  if (!entry) return "user " + std::to_string(geteuid());
  std::string name = entry->pw_gecos ? entry->pw_gecos : "";
  name = name.substr(0, name.find(','));  // the rest is office and telephone
  return repair_utf8(name.empty() ? entry->pw_name : name);
}

}  // namespace

Surroundings process_surroundings(Terminal& terminal) {
  const auto variable = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (!value || !*value) return std::nullopt;
    return value;
  };
  return {terminal, variable, full_name_of_login()};
}

Session make_cli_session(const Surroundings& around, const std::string& who) {
  const std::string name(truncate_utf8(who.empty() ? around.login_name : who, kMaxSessionText));
  return make_session(name, "postroom-cli " POSTROOM_VERSION);
}

}  // namespace postroom::cli
