// Text in any charset to UTF-8, piece by piece.
#pragma once

#include <postroom/bytes.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace postroom {

bool is_ascii(std::string_view bytes);

// Adds UTF-8 to a string: what cannot be read and NUL become U+FFFD.
class CharsetDecoder {
 public:
  // Nothing when the charset is not known here. Any case, the usual aliases.
  static std::optional<CharsetDecoder> open(const std::string& charset);
  CharsetDecoder(CharsetDecoder&&) noexcept;
  CharsetDecoder& operator=(CharsetDecoder&&) noexcept;
  ~CharsetDecoder();

  void feed(std::string_view bytes, std::string& text);
  void finish(std::string& text);
  bool repaired() const { return repaired_; }  // whether something could not be read

 private:
  class Conversion;
  CharsetDecoder();
  void feed_utf8(std::string_view bytes, std::string& text);
  void feed_conversion(std::string_view bytes, std::string& text);

  std::unique_ptr<Conversion> conversion_;  // null for UTF-8 and ASCII
  std::string rest_;                        // the beginning of a character
  bool repaired_ = false;
};

}  // namespace postroom
