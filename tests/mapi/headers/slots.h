// Where the methods of an interface stand in its virtual table.
#pragma once

#include <cstddef>
#include <cstring>
#include <numeric>
#include <vector>

namespace mapi_headers {

// In the Itanium C++ ABI a pointer to a virtual method holds 1 + the method's offset in the table, in bytes.
template <class Method>
std::size_t slot(Method method) {
  std::size_t word;
  static_assert(sizeof(method) == 2 * sizeof(word));
  std::memcpy(&word, &method, sizeof(word));
  return (word - 1) / sizeof(void*);
}

template <class... Methods>
std::vector<std::size_t> slots(Methods... methods) {
  return {slot(methods)...};
}

inline std::vector<std::size_t> consecutive(std::size_t first, std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), first);
  return numbers;
}

inline constexpr std::size_t kAfterUnknown = 3;     // QueryInterface, AddRef, Release
inline constexpr std::size_t kAfterMapiProp = 14;   // and the eleven methods of IMAPIProp
inline constexpr std::size_t kAfterContainer = 19;  // and the five of IMAPIContainer

}  // namespace mapi_headers
