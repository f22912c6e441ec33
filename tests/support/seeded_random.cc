#include "support/seeded_random.h"

#include <cassert>
#include <numeric>

namespace postroom::testing {

std::uint64_t SeededRandom::number() {
  const std::lock_guard lock(mutex_);
  return engine_();
}

Guid SeededRandom::guid() {
  Guid guid;
  const std::uint64_t halves[] = {number(), number()};
  for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
    guid.bytes[i] = static_cast<std::uint8_t>(halves[i / 8] >> (8 * (i % 8)));
  }
  guid.bytes[7] = static_cast<std::uint8_t>((guid.bytes[7] & 0x0F) | 0x40);  // version 4
  guid.bytes[8] = static_cast<std::uint8_t>((guid.bytes[8] & 0x3F) | 0x80);
  return guid;
}

// The bias of the remainder does not matter to a test; that every machine draws the same does.
std::size_t SeededRandom::below(std::size_t limit) {
  assert(limit > 0);
  return static_cast<std::size_t>(number() % limit);
}

std::size_t SeededRandom::weighted(const std::vector<int>& weights) {
  auto left =
      static_cast<int>(below(static_cast<std::size_t>(std::accumulate(weights.begin(), weights.end(), 0))));
  std::size_t index = 0;
  while (left >= weights[index]) left -= weights[index++];
  return index;
}

}  // namespace postroom::testing
