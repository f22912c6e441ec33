// Settings from flags, and what else can be said on the command line.
#include <set>

#include "postroomd/setting_sources.h"

namespace postroom::daemon {
namespace {

const SettingEntry* find_flag(std::string_view flag) {
  for (const SettingEntry& entry : setting_table()) {
    if (flag_name(entry.key) == flag) return &entry;
  }
  return nullptr;
}

std::string unknown_flag(const std::string& flag) {
  std::string key = flag.substr(0, 2) == "--" ? flag.substr(2) : flag;
  const std::string nearest = nearest_setting(key);
  return flag + " is no flag" + (nearest.empty() ? "; --help lists them." : "; is " + flag_name(nearest) + " meant?");
}

// The words of a command line, one after the other.
class Words {
 public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}

  bool next() {
    if (at_ == words_.size()) return false;
    flag_ = words_[at_++];
    value_.reset();
    if (const auto equals = flag_.find('='); flag_.starts_with("--") && equals != std::string::npos) {
      value_ = flag_.substr(equals + 1);
      flag_.resize(equals);
    }
    return true;
  }
  const std::string& flag() const { return flag_; }
  // Whether the flag, a switch, has one of the values that a switch takes.
  bool switch_has_value() const {
    return value_ || (at_ < words_.size() && (words_[at_] == "true" || words_[at_] == "false"));
  }
  // What stands behind "=", or else the next word.
  std::optional<std::string> value() {
    if (!value_ && at_ < words_.size()) value_ = words_[at_++];
    return value_;
  }

 private:
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  std::string flag_;
  std::optional<std::string> value_;
};

void take_setting(Words& words, const SettingEntry& entry, CommandLine& line, Complaints& complaints) {
  std::optional<std::string> value = "true";
  if (!entry.is_switch || words.switch_has_value()) value = words.value();
  if (!value) {
    complaints.push_back(words.flag() + " has to be followed by " + entry.expects + ".");
    return;
  }
  for (auto& [known, values] : line.flags) {
    if (known == &entry) return values.push_back(*value);
  }
  line.flags.emplace_back(&entry, std::vector{*value});
}

void apply_stores(const std::vector<std::string>& given, Settings& settings, Complaints& complaints) {
  std::set<std::string> named;
  for (const std::string& text : given) {
    auto store = parse_store(text);
    if (!store.ok()) {
      complaints.push_back("--store " + store.error().message);
    } else if (!named.insert(store->name).second) {
      complaints.push_back("--store names \"" + store->name + "\" twice.");
    } else {
      std::erase_if(settings.stores, [&](const server::StoreSetting& each) { return each.name == store->name; });
      settings.stores.push_back(*store);
    }
  }
}

}  // namespace

Complaints parse_command_line(const std::vector<std::string>& given, CommandLine& line) {
  Complaints complaints;
  Words words(given);
  while (words.next()) {
    const std::string flag = words.flag();
    if (flag == "--help" || flag == "-h") {
      line.help = true;
    } else if (flag == "--version") {
      line.version = true;
    } else if (flag == "--check-config") {
      line.check = true;
    } else if (flag == "--config" || flag == "--store") {
      const auto value = words.value();
      if (!value) complaints.push_back(flag + " has to be followed by a value.");
      if (value && flag == "--config") line.config = *value;
      if (value && flag == "--store") line.stores.push_back(*value);
    } else if (const SettingEntry* entry = find_flag(flag)) {
      take_setting(words, *entry, line, complaints);
    } else {
      complaints.push_back(unknown_flag(flag));
    }
  }
  return complaints;
}

Complaints apply_flags(const CommandLine& line, Settings& settings) {
  Complaints complaints;
  for (const auto& [entry, values] : line.flags) {
    if (values.size() > 1 && !entry->is_list) {
      complaints.push_back(flag_name(entry->key) + " stands twice.");
      continue;
    }
    const Status taken = entry->take(settings, entry->is_list ? SettingValue(values) : SettingValue(values.front()));
    if (!taken.ok()) complaints.push_back(flag_name(entry->key) + " " + taken.error().message);
  }
  apply_stores(line.stores, settings, complaints);
  return complaints;
}

std::string help_text() {
  std::string text =
      "postroomd: serves Postroom stores over HTTP, with a web page, and takes mail by LMTP.\n\n"
      "  postroomd --config FILE [--check-config] [flags]\n\n"
      "  --config FILE           the settings, TOML\n"
      "  --check-config          say what is wrong with the settings, or show those in force, and end\n"
      "  --store NAME=ADDRESS    a store beside those of the file, or in place of the one of that name\n"
      "  --version, --help\n\n"
      "Every setting of the file is a flag as well, which goes before the file:\n\n";
  const Settings defaults;
  for (const SettingEntry& entry : setting_table()) {
    text += "  " + flag_name(entry.key) + (entry.is_switch ? " [VALUE]" : " VALUE") + "\n      " + entry.help +
            "\n      " + entry.expects + "; default " + entry.show(defaults) + "\n";
  }
  return text;
}

}  // namespace postroom::daemon
