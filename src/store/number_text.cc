#include "store/number_text.h"

#include "base/try.h"

namespace postroom::store {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint64_t kGroup = 32;
constexpr int kGroupBits = 5;

Error not_numbers() { return {Code::corrupt, "A setting of a search folder cannot be read.", {}}; }

}  // namespace

void NumberWriter::put(std::uint64_t number) {
  for (; number >= kGroup; number >>= kGroupBits) text_ += kLetters[kGroup + number % kGroup];
  text_ += kLetters[number];
}

void NumberWriter::put_signed(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  put(bits << 1 ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

Result<std::uint64_t> NumberReader::next() {
  std::uint64_t number = 0;
  for (int shift = 0; !rest_.empty(); shift += kGroupBits) {
    const std::size_t digit = kLetters.find(rest_.front());
    if (digit == std::string_view::npos || shift >= 64) return not_numbers();
    rest_.remove_prefix(1);
    const std::uint64_t group = digit % kGroup;
    if (group << shift >> shift != group) return not_numbers();
    number |= group << shift;
    if (digit < kGroup) return number;
  }
  return not_numbers();
}

Result<std::int64_t> NumberReader::next_signed() {
  TRY_SET(const std::uint64_t bits, next());
  return static_cast<std::int64_t>(bits >> 1 ^ (bits & 1 ? ~std::uint64_t{0} : 0));
}

Result<std::size_t> NumberReader::count(std::size_t letters) {
  TRY_SET(const std::uint64_t many, next());
  if (many > rest_.size() / letters) return not_numbers();
  return static_cast<std::size_t>(many);
}

}  // namespace postroom::store
