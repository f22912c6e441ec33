#include "storage/id_list.h"

namespace postroom::storage {
namespace {

constexpr int kBitsPerByte = 7;
constexpr int kMaxShift = 63;

void append_number(Bytes& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= kBitsPerByte) bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t zigzag(std::uint64_t difference) { return (difference << 1) ^ (0 - (difference >> 63)); }

std::uint64_t unzigzag(std::uint64_t number) { return (number >> 1) ^ (0 - (number & 1)); }

}  // namespace

Bytes encode_ids(std::span<const MessageId> ids) {
  Bytes bytes;
  bytes.reserve(ids.size() * 2);
  std::uint64_t last = 0;
  for (const MessageId id : ids) {
    const auto value = static_cast<std::uint64_t>(id.value);
    append_number(bytes, zigzag(value - last));
    last = value;
  }
  return bytes;
}

Result<std::vector<MessageId>> decode_ids(ByteView bytes) {
  std::vector<MessageId> ids;
  ids.reserve(bytes.size());
  std::uint64_t last = 0, number = 0;
  int shift = 0;
  for (const std::uint8_t byte : bytes) {
    if (shift > kMaxShift)
      return Error{Code::corrupt, "A log entry's list of messages is damaged; run check.", {}};
    number |= std::uint64_t{byte & 0x7Fu} << shift;
    shift += kBitsPerByte;
    if (byte & 0x80) continue;
    last += unzigzag(number);
    ids.push_back({static_cast<std::int64_t>(last)});
    number = 0;
    shift = 0;
  }
  if (shift != 0) return Error{Code::corrupt, "A log entry's list of messages is cut off; run check.", {}};
  return ids;
}

}  // namespace postroom::storage
