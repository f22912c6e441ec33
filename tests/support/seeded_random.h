// Choices that come out the same again for the same seed. Thread-safe.
#pragma once

#include <postroom/session.h>

#include <mutex>
#include <random>
#include <vector>

namespace postroom::testing {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

  Guid guid() override;
  std::uint64_t number() override;
  std::size_t below(std::size_t limit);  // 0 to limit - 1
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }
  // An index, drawn as often as its weight says.
  std::size_t weighted(const std::vector<int>& weights);

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace postroom::testing
