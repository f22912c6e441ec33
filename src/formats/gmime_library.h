// GMime set up once, and its objects owned.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

#include "formats/mail_warnings.h"

namespace postroom {

// Must be called before anything else of GMime. Thread-safe.
void start_gmime();

struct ReleaseObject {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, ReleaseObject>;

struct ReleaseText {
  void operator()(char* text) const { g_free(text); }
};
using GText = std::unique_ptr<char, ReleaseText>;

struct ReleaseParserOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};
using ParserOptions = std::unique_ptr<GMimeParserOptions, ReleaseParserOptions>;

// Lenient parsing; what GMime finds wrong goes to `warnings`, which outlives every object parsed with the options.
ParserOptions make_parser_options(MailWarnings& warnings);

// Valid UTF-8 without NUL or line breaks around it; empty for null.
std::string text_of(const char* text);

}  // namespace postroom
