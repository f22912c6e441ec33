// 8-bit text of any length that comes in by a stream: it is UTF-8, or else taken for Windows-1252, as short
// text is (text.h).
#pragma once

#include <postroom/bytes.h>

#include <string>

namespace postroom::mapi {

// Whether all that is left in it is UTF-8. Reads to the end, or to what is not.
Result<bool> is_utf8(Source& text);

// Reads Windows-1252, gives UTF-8.
class Windows1252Source final : public Source {
 public:
  explicit Windows1252Source(Source& narrow) : narrow_(narrow) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

 private:
  Source& narrow_;
  std::string waiting_;  // UTF-8 that has not been given yet
  std::size_t given_ = 0;
};

}  // namespace postroom::mapi
