// Text of any length that has to be UTF-8, looked at while it is read.
#pragma once

#include <postroom/bytes.h>

#include <string>
#include <string_view>

namespace postroom {

Error not_utf8();  // Code::invalid_argument

// Gives what another source has, as long as that is UTF-8: not_utf8() with the first piece that is not or,
// for a character that is cut short, at the end. Remembers at most a character.
class Utf8Source final : public Source {
 public:
  explicit Utf8Source(Source& text) : text_(text) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

 private:
  bool take(std::string_view piece);

  Source& text_;
  std::string cut_;  // bytes of a character whose others are in the next piece
};

}  // namespace postroom
