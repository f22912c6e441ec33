// Retention that drops nothing, for tests that look back at everything that happened.
#pragma once

#include <postroom/store.h>

namespace postroom::testing {

inline Retention keep_everything() {
  constexpr std::int64_t kEndless = std::int64_t{1} << 60;
  return {kEndless, Ticks(kEndless), kEndless, kEndless, Ticks(kEndless), kEndless};
}

}  // namespace postroom::testing
