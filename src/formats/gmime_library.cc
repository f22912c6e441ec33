#include "formats/gmime_library.h"

#include <postroom/text.h>

#include <mutex>

#include "formats/charset_decoder.h"

namespace postroom {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void start_gmime() {
  static std::once_flag started;
  std::call_once(started, g_mime_init);
}

GMimeParserOptions* parser_options() {
  static GMimeParserOptions* const options = [] {
    static const char* fallbacks[] = {"utf-8", "windows-1252", "iso-8859-1", nullptr};
    GMimeParserOptions* made = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(made, fallbacks);
    return made;
  }();
  return options;
}

std::string text_of(const char* text) {
  if (!text) return {};
  std::string_view view(text);
  while (!view.empty() && is_blank(view.front())) view.remove_prefix(1);
  while (!view.empty() && is_blank(view.back())) view.remove_suffix(1);
  return is_ascii(view) || is_valid_utf8(view) ? std::string(view) : repair_utf8(view);
}

}  // namespace postroom
