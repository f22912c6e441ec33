// What a call may be given, drawn by a seed: mostly what is right, at times what is not. Pointers and counts
// are always true: what the interface trusts its caller with is not lied about.
#pragma once

#include <mapi/mapiguid.h>

#include <memory>
#include <string>
#include <vector>

#include "mapi/host/properties.h"
#include "mapi/host/restriction.h"
#include "support/seeded_random.h"

namespace mapi_host {

// A copy with nothing behind it, so that AddressSanitizer sees who reads past its end.
class Exact {
 public:
  explicit Exact(const std::string& bytes);
  ULONG size() const { return size_; }
  LPBYTE bytes() const { return bytes_.get(); }
  LPENTRYID id() const { return reinterpret_cast<LPENTRYID>(bytes_.get()); }

 private:
  ULONG size_;
  std::unique_ptr<BYTE[]> bytes_;  // null: no bytes
};

// A text in the width that the flags of its call say.
class Text {
 public:
  Text(const std::string& utf8, ULONG flags);
  LPTSTR get() {
    return is_wide_ ? reinterpret_cast<LPTSTR>(wide_.data()) : reinterpret_cast<LPTSTR>(narrow_.data());
  }

 private:
  bool is_wide_;
  std::string narrow_;
  std::wstring wide_;
};

class Choices {
 public:
  explicit Choices(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_.below(limit); }
  bool chance(int percent) { return random_.chance(percent); }
  bool rarely() { return chance(4); }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return random_.pick(items);
  }
  // Now and then there is nowhere to put an answer.
  template <class T>
  T* unless_rarely(T* out) {
    return rarely() ? nullptr : out;
  }

  ULONG number();
  // Of these bits, rarely others.
  ULONG flags(ULONG known);
  // Mostly null or this one.
  LPCIID interface(const IID& right);
  std::string text();
  std::string bytes();
  ULONG tag();
  Tags tags();
  // Mostly of properties and types that can be set.
  Values values();
  Where restriction(int depth = 3);
  SortOrder sort_order();

 private:
  void add_value(Values& values, ULONG tag);
  Where simple_restriction();
  Where broken_restriction();

  postroom::testing::SeededRandom random_;
};

}  // namespace mapi_host
