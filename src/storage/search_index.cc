#include "storage/search_index.h"

#include <algorithm>

namespace postroom::storage {

std::size_t count_characters(std::string_view text) {
  const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_one));
}

bool SearchIndex::knows(std::string_view needle) const {
  return count_characters(needle) >= kMinIndexedNeedle;
}

}  // namespace postroom::storage
