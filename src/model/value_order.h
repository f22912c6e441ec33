// The order of two values, type by type: what compare_values() and the evaluation of restrictions share.
#pragma once

#include <postroom/property.h>

#include <cmath>
#include <type_traits>

#include "model/collation.h"

namespace postroom {

template <class T>
inline constexpr bool kIsText = std::is_same_v<T, String8> || std::is_same_v<T, std::string>;

template <class T>
struct ElementOf {
  using Type = void;
};
template <class T>
struct ElementOf<std::vector<T>> {
  using Type = T;
};
// The value type of which T has several; Bytes are a single value.
template <class T>
using Element = std::conditional_t<std::is_same_v<T, Bytes>, void, typename ElementOf<T>::Type>;
template <class T>
inline constexpr bool kIsMultiple = !std::is_void_v<Element<T>>;

inline std::string_view text_of(const String8& text) { return text.bytes; }
inline std::string_view text_of(const std::string& text) { return text; }

inline std::weak_ordering order_numbers(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) <=> std::isnan(b);
  return a < b   ? std::weak_ordering::less
         : a > b ? std::weak_ordering::greater
                 : std::weak_ordering::equivalent;
}

inline std::weak_ordering order(const Bytes& a, const Bytes& b) { return a <=> b; }

template <class A, class B>
std::weak_ordering order(const A& a, const B& b) {
  if constexpr (kIsText<A> && kIsText<B>) {
    return compare_texts(text_of(a), text_of(b));
  } else if constexpr (std::is_floating_point_v<A>) {
    return order_numbers(a, b);
  } else if constexpr (std::is_same_v<A, AppTime>) {
    return order_numbers(a.days, b.days);
  } else {
    return a <=> b;
  }
}

template <class A, class B>
std::weak_ordering order(const std::vector<A>& a, const std::vector<B>& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (const auto each = order(a[i], b[i]); each != 0) return each;
  }
  return a.size() <=> b.size();
}

// Whether A and B are one type in restrictions and orders: string8 and unicode stand for each other.
template <class A, class B>
inline constexpr bool kComparable = std::is_same_v<A, B> || (kIsText<A> && kIsText<B>);
template <class A, class B>
inline constexpr bool kComparable<std::vector<A>, std::vector<B>> = std::is_same_v<A, B> ||
                                                                    (kIsText<A> && kIsText<B>);

}  // namespace postroom
