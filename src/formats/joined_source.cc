#include "formats/joined_source.h"

#include "base/try.h"

namespace postroom {

Result<std::size_t> JoinedSource::read(std::span<std::uint8_t> buffer) {
  TRY_SET(std::size_t count, first_.read(buffer));
  if (count == 0) {
    TRY_SET(count, rest_.read(buffer));
  }
  total_ += count;
  return count;
}

}  // namespace postroom
