#include "formats/gmime_library.h"

#include <postroom/text.h>

#include <mutex>

namespace postroom {
namespace {

constexpr std::size_t kMaxQuotedItem = 80;  // bytes of a header name shown in a warning

const char* meaning(GMimeParserWarning warning) {
  switch (warning) {
    case GMIME_WARN_DUPLICATED_HEADER: return "A header that may stand only once is repeated";
    case GMIME_WARN_DUPLICATED_PARAMETER: return "A parameter is repeated";
    case GMIME_WARN_UNENCODED_8BIT_HEADER: return "A header has 8-bit characters that are not encoded; its charset was guessed";
    case GMIME_WARN_INVALID_CONTENT_TYPE: return "A Content-Type cannot be read";
    case GMIME_WARN_INVALID_RFC2047_HEADER_VALUE: return "An encoded word in a header cannot be read";
    case GMIME_WARN_MALFORMED_MULTIPART: return "A multipart ends without its closing boundary";
    case GMIME_WARN_TRUNCATED_MESSAGE: return "The message ends too early";
    case GMIME_WARN_MALFORMED_MESSAGE: return "The message is malformed";
    case GMIME_CRIT_INVALID_HEADER_NAME: return "A header line has no valid name";
    case GMIME_CRIT_CONFLICTING_HEADER: return "A header that may stand only once has two values";
    case GMIME_CRIT_CONFLICTING_PARAMETER: return "A parameter has two values";
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY: return "A multipart names no boundary";
    case GMIME_WARN_INVALID_PARAMETER: return "A parameter cannot be read";
    case GMIME_WARN_INVALID_ADDRESS_LIST: return "A list of addresses cannot be read whole";
    case GMIME_CRIT_NESTING_OVERFLOW: return "Parts are nested too deeply";
    case GMIME_WARN_PART_WITHOUT_CONTENT: return "A part has no content";
    case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT: return "A part has neither headers nor content";
  }
  return "The message is unusual";
}

void take_warning(gint64, GMimeParserWarning warning, const gchar* item, gpointer warnings) {
  std::string sentence = meaning(warning);
  if (item) sentence += " (" + std::string(truncate_utf8(text_of(item), kMaxQuotedItem)) + ")";
  static_cast<MailWarnings*>(warnings)->add(sentence + ".");
}

}  // namespace

void start_gmime() {
  static std::once_flag started;
  std::call_once(started, g_mime_init);
}

ParserOptions make_parser_options(MailWarnings& warnings) {
  ParserOptions options(g_mime_parser_options_new());
  static const char* fallbacks[] = {"utf-8", "windows-1252", "iso-8859-1", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), fallbacks);
  g_mime_parser_options_set_warning_callback(options.get(), take_warning, &warnings);
  return options;
}

std::string text_of(const char* text) {
  if (!text) return {};
  std::string_view view(text);
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!view.empty() && is_blank(view.front())) view.remove_prefix(1);
  while (!view.empty() && is_blank(view.back())) view.remove_suffix(1);
  return is_valid_utf8(view) ? std::string(view) : repair_utf8(view);
}

}  // namespace postroom
