// What each setting is called, expects and means: the one place from which the file, the flags, --help, --check-config
// and the reference in docs/server.md are made.
#pragma once

#include <functional>
#include <variant>

#include "postroomd/settings.h"

namespace postroom::daemon {

// As it stands in the file or behind a flag; a flag gives text only.
using SettingValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

struct SettingEntry {
  std::string key;      // "tls.certificate"
  std::string expects;  // "a path"
  std::string help;     // a sentence
  bool is_list = false;
  bool is_switch = false;  // a flag without a value means true
  // Code::invalid_argument: what is wrong with the value, without the key.
  std::function<Status(Settings&, const SettingValue&)> take;
  std::function<std::string(const Settings&)> show;  // as TOML
};

const std::vector<SettingEntry>& setting_table();

// Null: there is none.
const SettingEntry* find_setting(std::string_view key);
// "--tls-certificate" for "tls.certificate".
std::string flag_name(std::string_view key);
// The known key that was probably meant; empty if none is near.
std::string nearest_setting(std::string_view key);

// "name=address", as --store takes it.
Result<server::StoreSetting> parse_store(std::string_view text);
// What is wrong with the settings as a whole, each as a sentence: stores twice, TLS without files …
std::vector<std::string> contradictions(const Settings& settings);
// All of them as a file would have them.
std::string to_toml(const Settings& settings);

}  // namespace postroom::daemon
