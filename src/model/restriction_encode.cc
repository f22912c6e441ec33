#include <cassert>

#include "model/restriction_layout.h"

namespace postroom {

Bytes encode_restriction(const Restriction& restriction) {
  blob::BlobSize count;
  blob::RestrictionLayout(count).whole(restriction);
  Bytes bytes(count.size());
  blob::BlobWriter out(bytes.data());
  blob::RestrictionLayout(out).whole(restriction);
  assert(out.at() == bytes.data() + bytes.size());
  return bytes;
}

}  // namespace postroom
