// Settings from a TOML file.
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "postroomd/setting_sources.h"

namespace postroom::daemon {
namespace {

constexpr std::size_t kMaxSettingsFile = 1 << 20;  // bytes

class Reader {
 public:
  explicit Reader(Settings& settings) : settings_(settings) {}

  // Of all that is wrong: where, and what.
  struct Found {
    std::uint32_t line, column;
    std::string what;
    friend auto operator<=>(const Found&, const Found&) = default;
  };

  std::vector<Found> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      if (key.str() == "store") {
        read_stores(node);
      } else if (const toml::table* section = node.as_table()) {
        for (const auto& [inner, value] : *section) read_setting(std::string(key.str()) + "." + std::string(inner.str()), value);
      } else {
        read_setting(std::string(key.str()), node);
      }
    }
    std::sort(found_.begin(), found_.end());  // tables are in order of key
    return std::move(found_);
  }

 private:
  void complain(const toml::node& node, const std::string& what) {
    found_.push_back({node.source().begin.line, node.source().begin.column, what});
  }

  void read_setting(const std::string& key, const toml::node& node) {
    const SettingEntry* const entry = find_setting(key);
    if (!entry) {
      const std::string nearest = nearest_setting(key);
      complain(node, key + " is no setting" + (nearest.empty() ? "." : "; is " + nearest + " meant?"));
      return;
    }
    const auto value = value_of(node);
    if (!value) {
      complain(node, key + " has to be " + entry->expects + ".");
      return;
    }
    const Status taken = entry->take(settings_, *value);
    if (!taken.ok()) complain(node, key + " " + taken.error().message);
  }

  static std::optional<SettingValue> value_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto number = node.value_exact<std::int64_t>()) return *number;
    if (const auto yes = node.value_exact<bool>()) return *yes;
    if (const toml::array* const array = node.as_array()) return texts_of(*array);
    return std::nullopt;
  }

  static std::optional<SettingValue> texts_of(const toml::array& array) {
    std::vector<std::string> texts;
    for (const toml::node& each : array) {
      const auto text = each.value_exact<std::string>();
      if (!text) return std::nullopt;
      texts.push_back(*text);
    }
    return texts;
  }

  void read_stores(const toml::node& node) {
    const toml::array* const stores = node.as_array();
    if (!stores || !stores->is_array_of_tables()) {
      complain(node, "stores are written as [[store]], each with a name and an address.");
      return;
    }
    settings_.stores.clear();
    for (const toml::node& each : *stores) read_store(*each.as_table());
  }

  void read_store(const toml::table& table) {
    server::StoreSetting store;
    const std::map<std::string_view, std::string*> texts = {
        {"name", &store.name}, {"address", &store.address}, {"title", &store.title}};
    for (const auto& [key, node] : table) {
      if (const auto known = texts.find(key.str()); known != texts.end()) {
        read_text(node, known->first, *known->second);
      } else if (key.str() == "mail") {
        read_mail(node, store);
      } else {
        complain(node, std::string(key.str()) + " is nothing that a store has; it has name, address, title and mail.");
      }
    }
    settings_.stores.push_back(std::move(store));
  }

  void read_text(const toml::node& node, std::string_view key, std::string& text) {
    if (const auto found = node.value_exact<std::string>()) {
      text = *found;
    } else {
      complain(node, "store." + std::string(key) + " has to be text.");
    }
  }

  void read_mail(const toml::node& node, server::StoreSetting& store) {
    const auto value = value_of(node);
    if (const auto* list = value ? std::get_if<std::vector<std::string>>(&*value) : nullptr) {
      store.mail_addresses = *list;
    } else if (const auto* one = value ? std::get_if<std::string>(&*value) : nullptr) {
      store.mail_addresses = {*one};
    } else {
      complain(node, "store.mail has to be a list of mail addresses.");
    }
  }

  Settings& settings_;
  std::vector<Found> found_;
};

std::string at_place(const std::string& name, std::uint32_t line, std::uint32_t column, const std::string& what) {
  return name + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + what;
}

}  // namespace

Complaints read_toml(std::string_view text, const std::string& name, Settings& settings) {
  Complaints complaints;
  try {
    const toml::table root = toml::parse(text, name);
    for (const Reader::Found& found : Reader(settings).read(root)) {
      complaints.push_back(at_place(name, found.line, found.column, found.what));
    }
  } catch (const toml::parse_error& error) {
    const toml::source_position& at = error.source().begin;
    complaints.push_back(at_place(name, at.line, at.column, std::string(error.description())));
  }
  return complaints;
}

Complaints read_file(const std::string& path, Settings& settings) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxSettingsFile + 1, '\0');
  if (!file) return {path + ": cannot be read; does it exist, and may this user read it?"};
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad()) return {path + ": cannot be read."};
  if (text.size() > kMaxSettingsFile) return {path + ": is larger than 1 MB, which no file of settings is."};
  return read_toml(text, path, settings);
}

}  // namespace postroom::daemon
