// Writes JSON (RFC 8259) as UTF-8. Control characters are escaped, C1 and bidirectional ones too, so that the
// text is harmless on a terminal; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <postroom/time.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace postroom::cli {

class Json {
 public:
  Json& begin_object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& begin_array() { return open('['); }
  Json& end_array() { return close(']'); }
  Json& key(std::string_view name);

  Json& value(std::string_view text);
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& value(std::int64_t number);
  Json& value(std::int32_t number) { return value(std::int64_t{number}); }
  Json& value(bool yes);
  Json& value(FileTime time);  // null for no time
  Json& null();

  template <class T>
  Json& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  // One line, with its end.
  std::string line() const { return text_ + "\n"; }

 private:
  Json& open(char bracket);
  Json& close(char bracket);
  void separate();

  std::string text_;
};

}  // namespace postroom::cli
