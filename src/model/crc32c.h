// The checksum of property blobs.
#pragma once

#include <postroom/bytes.h>

namespace postroom {

// CRC-32C (Castagnoli; RFC 3720, appendix B.4): of "123456789" it is 0xE3069283. Any thread.
std::uint32_t crc32c(ByteView bytes);

// The same by tables alone, as it runs on processors without an instruction for it.
std::uint32_t crc32c_by_tables(ByteView bytes);

}  // namespace postroom
