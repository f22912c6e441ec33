// A property value with all it points to, in memory of its own; it never changes, so threads may share it.
#pragma once

#include <mapi/mapidefs.h>

#include <memory>

namespace postroom::mapiutil {

class FlatValue {
 public:
  // Results as move_pieces.
  static SCODE copy(const SPropValue& value, std::shared_ptr<const FlatValue>& copy);

  // Its pointers lead into this object.
  const SPropValue& value() const { return *reinterpret_cast<const SPropValue*>(block_.get()); }

 private:
  explicit FlatValue(std::unique_ptr<unsigned char[]> block) : block_(std::move(block)) {}

  std::unique_ptr<unsigned char[]> block_;
};

}  // namespace postroom::mapiutil
