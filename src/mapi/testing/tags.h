// For tests: an array of tags to hand to a method.
#pragma once

#include <mapi/mapidefs.h>

#include <initializer_list>
#include <vector>

namespace postroom::mapi::testing {

class Tags {
 public:
  Tags(std::initializer_list<ULONG> tags) : numbers_{static_cast<ULONG>(tags.size())} {
    numbers_.insert(numbers_.end(), tags);
  }
  operator LPSPropTagArray() { return reinterpret_cast<LPSPropTagArray>(numbers_.data()); }

 private:
  std::vector<ULONG> numbers_;  // the count, then the tags, as SPropTagArray has them
};

}  // namespace postroom::mapi::testing
