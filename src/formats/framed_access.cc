#include "formats/framed_access.h"

namespace postroom {

Result<std::size_t> FramedAccess::read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) {
  if (offset < before_.size()) return MemoryAccess(as_bytes(before_)).read_at(offset, buffer);
  offset -= before_.size();
  if (offset < middle_.size()) return middle_.read_at(offset, buffer);
  return MemoryAccess(as_bytes(after_)).read_at(offset - middle_.size(), buffer);
}

}  // namespace postroom
