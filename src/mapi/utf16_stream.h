// Text of any length between UTF-8, as Postroom keeps it, and UTF-16LE, as streams on Unicode properties
// carry it.
#pragma once

#include <postroom/bytes.h>

#include <string>

namespace postroom::mapi {

// Code::corrupt for what is not UTF-8.
Status utf8_to_utf16(Source& utf8, Sink& utf16);

// Reads UTF-16LE, gives UTF-8. Half a surrogate pair becomes U+FFFD; half a unit at the end is left out.
class Utf16Source final : public Source {
 public:
  explicit Utf16Source(Source& utf16) : utf16_(utf16) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

 private:
  Status fill();
  void take(std::uint16_t unit);

  Source& utf16_;
  std::string waiting_;  // UTF-8 that has not been given yet
  std::size_t given_ = 0;
  std::uint16_t high_ = 0;  // a surrogate that waits for its other half
  std::uint8_t odd_ = 0;
  bool has_odd_ = false;
  bool ended_ = false;
};

}  // namespace postroom::mapi
