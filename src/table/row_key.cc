#include "table/row_key.h"

namespace postroom::table {
namespace {

constexpr std::size_t kKeyBytes = 12;

}  // namespace

Bytes encode(RowKey key) {
  Bytes bytes;
  bytes.reserve(kKeyBytes);
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(key.id) >> shift));
  }
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(key.instance >> shift));
  return bytes;
}

std::optional<RowKey> decode_row_key(ByteView bytes) {
  if (bytes.size() != kKeyBytes) return std::nullopt;
  std::uint64_t id = 0;
  for (const std::uint8_t byte : bytes.first(8)) id = id << 8 | byte;
  std::uint32_t instance = 0;
  for (const std::uint8_t byte : bytes.subspan(8)) instance = instance << 8 | byte;
  return RowKey{static_cast<std::int64_t>(id), instance};
}

}  // namespace postroom::table
