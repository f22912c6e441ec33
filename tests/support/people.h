// Sessions by a clock and with random numbers that a test holds in its hand.
#pragma once

#include <postroom/session.h>

#include <memory>
#include <string>

#include "support/hand_clock.h"
#include "support/seeded_random.h"

namespace postroom::testing {

inline constexpr FileTime kTestDay{133'500'000'000'000'000};  // in January 2024

struct People {
  std::shared_ptr<HandClock> clock = std::make_shared<HandClock>(kTestDay);
  std::shared_ptr<SeededRandom> random = std::make_shared<SeededRandom>(7);

  Session session(std::string who, std::uint64_t id, Rights rights = Rights::read_write) const {
    return {std::move(who), "test 1.0", rights, id, clock, random};
  }
};

}  // namespace postroom::testing
