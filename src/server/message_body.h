// What a reading pane shows of a message.
#pragma once

#include <postroom/large_values.h>
#include <postroom/property.h>

#include <optional>
#include <string>

namespace postroom::server {

struct ShownBody {
  std::optional<std::string> html;  // UTF-8, as it came: it is for the page to make it harmless
  std::string text;  // that of the HTML where there is no plain text; "\n" at the ends of lines
};

// Code::too_big past kMaxShownBody.
Result<ShownBody> shown_body(const PropertySet& properties, LargeValues& large);

inline constexpr std::uint64_t kMaxShownBody = 16 << 20;  // bytes of the text, and of the HTML

}  // namespace postroom::server
