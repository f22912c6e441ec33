// Kinds of settings: how a value is read, checked and shown again. Each makes the entry for one member.
#pragma once

#include "postroomd/setting_table.h"

namespace postroom::daemon {

struct Naming {
  std::string key, help;
};

// `Part` leads from the settings to the member: [](Settings& s) -> std::string& { return s.log_file; }.
template <class T>
using Part = T& (*)(Settings&);

SettingEntry text_setting(Naming naming, std::string expects, Part<std::string> part);
SettingEntry list_setting(Naming naming, std::string expects, Part<std::vector<std::string>> part);
SettingEntry switch_setting(Naming naming, Part<bool> part);
SettingEntry count_setting(Naming naming, Part<std::size_t> part, std::size_t least, std::size_t most);
// Whole seconds: 30, "30s", "10 min", "12 h", "30 d".
SettingEntry seconds_setting(Naming naming, Part<std::chrono::seconds> part, std::int64_t least, std::int64_t most);
SettingEntry time_limit_setting(Naming naming, Part<http::Limits::Time> part);  // the same, 1 second to an hour
// Bytes: 65536, "64 KB", "2 GB" (of 1024).
SettingEntry bytes_setting(Naming naming, Part<std::uint64_t> part, std::uint64_t least);

template <class T>
struct Choice {
  const char* word;
  T value;
};
template <class T>
SettingEntry choice_setting(Naming naming, Part<T> part, std::vector<Choice<T>> choices);

Result<std::int64_t> parse_seconds(std::string_view text);
Result<std::uint64_t> parse_bytes(std::string_view text);
std::string seconds_text(std::int64_t seconds);  // the shortest form that parse_seconds() reads back
std::string bytes_text(std::uint64_t bytes);
std::string toml_string(std::string_view text);  // in quotation marks

// The value as text; Code::invalid_argument for other kinds.
Result<std::string> as_text_value(const SettingValue& value, const std::string& expects);

template <class T>
SettingEntry choice_setting(Naming naming, Part<T> part, std::vector<Choice<T>> choices) {
  SettingEntry entry;
  entry.key = std::move(naming.key);
  entry.help = std::move(naming.help);
  for (const Choice<T>& choice : choices) {
    entry.expects += (entry.expects.empty() ? "" : " | ") + std::string(choice.word);
  }
  entry.take = [part, choices, expects = entry.expects](Settings& settings, const SettingValue& value) -> Status {
    const auto* text = std::get_if<std::string>(&value);
    for (const Choice<T>& choice : choices) {
      if (text && *text == choice.word) return part(settings) = choice.value, ok_status();
    }
    return Error{Code::invalid_argument, "has to be one of " + expects + ".", {}};
  };
  entry.show = [part, choices](const Settings& settings) {
    for (const Choice<T>& choice : choices) {
      if (choice.value == part(const_cast<Settings&>(settings))) return toml_string(choice.word);
    }
    return std::string("\"\"");
  };
  return entry;
}

}  // namespace postroom::daemon
