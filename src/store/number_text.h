// Rows of whole numbers as short text, for settings: each in groups of five bits, lowest first, a letter of
// the URL-safe Base64 alphabet a group; 32 is added to all but a number's last.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace postroom::store {

class NumberWriter {
 public:
  void put(std::uint64_t number);
  void put_signed(std::int64_t number);  // small ones of either sign stay short
  std::size_t size() const { return text_.size(); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Any text may be given: Code::corrupt where it is none, or has ended.
class NumberReader {
 public:
  explicit NumberReader(std::string_view text) : rest_(text) {}
  Result<std::uint64_t> next();
  Result<std::int64_t> next_signed();
  // A count of things of which each takes at least `letters`: Code::corrupt if there is no room for so many.
  Result<std::size_t> count(std::size_t letters);
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace postroom::store
