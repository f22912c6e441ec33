// Results in tests: the value or the end of the test, and the code of what has to fail.
#pragma once

#include <postroom/result.h>

#include <optional>
#include <ostream>
#include <stdexcept>

namespace postroom {

inline void PrintTo(Code code, std::ostream* out) { *out << code_name(code); }

}  // namespace postroom

namespace postroom::testing {

template <class T>
T must(Result<T> result) {
  if (!result.ok()) {
    throw std::runtime_error(std::string(code_name(result.error().code)) + ": " + describe(result.error()));
  }
  return std::move(result).value();
}

// Nothing when it succeeded.
template <class T>
std::optional<Code> code_of(const Result<T>& result) {
  return result.ok() ? std::nullopt : std::optional(result.error().code);
}

}  // namespace postroom::testing
