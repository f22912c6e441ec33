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

// Lenient parsing, 8-bit headers read as UTF-8 or windows-1252. Never changed, shared by all threads. GMime
// can report what it finds wrong, but its checks cost half as much as parsing, so the callers look for
// themselves.
GMimeParserOptions* parser_options();

// Valid UTF-8 without NUL or line breaks around it; empty for null.
std::string text_of(const char* text);

}  // namespace postroom
