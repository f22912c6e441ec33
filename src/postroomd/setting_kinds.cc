#include "postroomd/setting_kinds.h"

#include <array>
#include <charconv>

#include "base/try.h"

namespace postroom::daemon {
namespace {

Error wrong(std::string what) { return {Code::invalid_argument, std::move(what), {}}; }

struct UnitWord {
  std::string_view word;
  std::uint64_t factor;
};
constexpr std::array<UnitWord, 8> kTimes{{{"s", 1},
                                          {"sec", 1},
                                          {"min", 60},
                                          {"m", 60},
                                          {"h", 3600},
                                          {"d", 86'400},
                                          {"days", 86'400},
                                          {"", 1}}};
constexpr std::array<UnitWord, 6> kSizes{
    {{"B", 1}, {"KB", 1ull << 10}, {"MB", 1ull << 20}, {"GB", 1ull << 30}, {"TB", 1ull << 40}, {"", 1}}};

// "12 KB": digits, perhaps spaces, a unit.
template <std::size_t N>
std::optional<std::uint64_t> number_with_unit(std::string_view text, const std::array<UnitWord, N>& units) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  for (const UnitWord& unit : units) {
    if (unit.word != text) continue;
    if (number > std::uint64_t{INT64_MAX} / unit.factor) return std::nullopt;
    return number * unit.factor;
  }
  return std::nullopt;
}

// The largest unit that leaves no rest.
template <std::size_t N>
std::string with_unit(std::uint64_t number, const std::array<UnitWord, N>& units, std::string_view between) {
  const UnitWord* best = &units[0];
  for (const UnitWord& unit : units) {
    if (!unit.word.empty() && number % unit.factor == 0 && unit.factor > best->factor) best = &unit;
  }
  if (number == 0) best = &units[0];
  return std::to_string(number / best->factor) + std::string(between) + std::string(best->word);
}

// A whole number from the file, or a flag's text as `parse` reads it.
template <class Parse>
auto number_value(const SettingValue& value, const Parse& parse) -> decltype(parse(std::string_view())) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return parse(std::to_string(*number));
  if (const auto* text = std::get_if<std::string>(&value)) return parse(*text);
  return parse("no number");
}

SettingEntry entry_of(Naming naming, std::string expects) {
  SettingEntry entry;
  entry.key = std::move(naming.key);
  entry.help = std::move(naming.help);
  entry.expects = std::move(expects);
  return entry;
}

std::string limits_text(const std::string& least, const std::string& most) { return "from " + least + " to " + most; }

}  // namespace

Result<std::int64_t> parse_seconds(std::string_view text) {
  const auto seconds = number_with_unit(text, kTimes);
  if (!seconds) return wrong("has to be a time: whole seconds, or with a unit, as in \"30s\", \"10 min\", \"12 h\", \"7 d\".");
  return static_cast<std::int64_t>(*seconds);
}

Result<std::uint64_t> parse_bytes(std::string_view text) {
  const auto bytes = number_with_unit(text, kSizes);
  if (!bytes) return wrong("has to be a size: bytes, or with a unit of 1024, as in \"64 KB\", \"2 GB\".");
  return *bytes;
}

std::string seconds_text(std::int64_t seconds) { return with_unit(static_cast<std::uint64_t>(seconds), kTimes, " "); }
std::string bytes_text(std::uint64_t bytes) { return with_unit(bytes, kSizes, " "); }

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  constexpr char kHex[] = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') quoted += '\\';
    if (byte < 0x20 || byte == 0x7F) {
      quoted += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

Result<std::string> as_text_value(const SettingValue& value, const std::string& expects) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return wrong("has to be text: " + expects + ".");
}

SettingEntry text_setting(Naming naming, std::string expects, Part<std::string> part) {
  SettingEntry entry = entry_of(std::move(naming), std::move(expects));
  entry.take = [part, expected = entry.expects](Settings& settings, const SettingValue& value) -> Status {
    TRY_SET(part(settings), as_text_value(value, expected));
    return ok_status();
  };
  entry.show = [part](const Settings& settings) { return toml_string(part(const_cast<Settings&>(settings))); };
  return entry;
}

SettingEntry list_setting(Naming naming, std::string expects, Part<std::vector<std::string>> part) {
  SettingEntry entry = entry_of(std::move(naming), std::move(expects));
  entry.is_list = true;
  entry.take = [part, expected = entry.expects](Settings& settings, const SettingValue& value) -> Status {
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return part(settings) = *list, ok_status();
    TRY_SET(std::string one, as_text_value(value, "or a list of " + expected));
    part(settings) = {std::move(one)};
    return ok_status();
  };
  entry.show = [part](const Settings& settings) {
    std::string shown;
    for (const std::string& each : part(const_cast<Settings&>(settings))) {
      shown += (shown.empty() ? "" : ", ") + toml_string(each);
    }
    return "[" + shown + "]";
  };
  return entry;
}

SettingEntry switch_setting(Naming naming, Part<bool> part) {
  SettingEntry entry = entry_of(std::move(naming), "true | false");
  entry.is_switch = true;
  entry.take = [part](Settings& settings, const SettingValue& value) -> Status {
    const auto* text = std::get_if<std::string>(&value);
    if (const auto* yes = std::get_if<bool>(&value)) {
      part(settings) = *yes;
    } else if (text && (*text == "true" || *text == "false")) {
      part(settings) = *text == "true";
    } else {
      return wrong("has to be true or false.");
    }
    return ok_status();
  };
  entry.show = [part](const Settings& settings) {
    return std::string(part(const_cast<Settings&>(settings)) ? "true" : "false");
  };
  return entry;
}

SettingEntry count_setting(Naming naming, Part<std::size_t> part, std::size_t least, std::size_t most) {
  SettingEntry entry = entry_of(std::move(naming), "a number");
  const std::string limits = limits_text(std::to_string(least), std::to_string(most));
  entry.take = [=](Settings& settings, const SettingValue& value) -> Status {
    const auto parse = [](std::string_view text) { return number_with_unit(text, std::array<UnitWord, 1>{{{"", 1}}}); };
    const auto number = number_value(value, parse);
    if (!number || *number < least || *number > most) return wrong("has to be a whole number " + limits + ".");
    part(settings) = *number;
    return ok_status();
  };
  entry.show = [part](const Settings& settings) { return std::to_string(part(const_cast<Settings&>(settings))); };
  return entry;
}

SettingEntry seconds_setting(Naming naming, Part<std::chrono::seconds> part, std::int64_t least, std::int64_t most) {
  SettingEntry entry = entry_of(std::move(naming), "a time");
  entry.take = [=](Settings& settings, const SettingValue& value) -> Status {
    TRY_SET(const std::int64_t seconds, number_value(value, parse_seconds));
    if (seconds < least || seconds > most) {
      return wrong("has to be a time " + limits_text(seconds_text(least), seconds_text(most)) + ".");
    }
    part(settings) = std::chrono::seconds(seconds);
    return ok_status();
  };
  entry.show = [part](const Settings& settings) {
    return toml_string(seconds_text(part(const_cast<Settings&>(settings)).count()));
  };
  return entry;
}

SettingEntry time_limit_setting(Naming naming, Part<http::Limits::Time> part) {
  SettingEntry entry = entry_of(std::move(naming), "a time");
  entry.take = [=](Settings& settings, const SettingValue& value) -> Status {
    TRY_SET(const std::int64_t seconds, number_value(value, parse_seconds));
    if (seconds < 1 || seconds > 3600) return wrong("has to be a time " + limits_text("1 s", "1 h") + ".");
    part(settings) = std::chrono::seconds(seconds);
    return ok_status();
  };
  entry.show = [part](const Settings& settings) {
    const auto time = part(const_cast<Settings&>(settings));
    return toml_string(seconds_text(std::chrono::duration_cast<std::chrono::seconds>(time).count()));
  };
  return entry;
}

SettingEntry bytes_setting(Naming naming, Part<std::uint64_t> part, std::uint64_t least) {
  SettingEntry entry = entry_of(std::move(naming), "a size");
  entry.take = [=](Settings& settings, const SettingValue& value) -> Status {
    TRY_SET(const std::uint64_t bytes, number_value(value, parse_bytes));
    if (bytes < least) return wrong("has to be a size of at least " + bytes_text(least) + ".");
    part(settings) = bytes;
    return ok_status();
  };
  entry.show = [part](const Settings& settings) {
    return toml_string(bytes_text(part(const_cast<Settings&>(settings))));
  };
  return entry;
}

}  // namespace postroom::daemon
