#include <postroom/entry_id.h>

#include <algorithm>
#include <type_traits>

namespace postroom {
namespace {

constexpr std::uint8_t kLayoutVersion = 1;
constexpr std::uint8_t kStoreKind = 1;
constexpr std::uint8_t kFolderKind = 2;
constexpr std::uint8_t kMessageKind = 3;

constexpr std::size_t kProviderOffset = 4;  // after the four flag bytes
constexpr std::size_t kVersionOffset = 20;
constexpr std::size_t kKindOffset = 21;
constexpr std::size_t kReservedOffset = 22;
constexpr std::size_t kStoreOffset = 24;
constexpr std::size_t kObjectOffset = 40;
constexpr std::size_t kStoreSize = kObjectOffset;
constexpr std::size_t kObjectSize = kObjectOffset + 8;

std::uint8_t kind_of(const EntryId& id) {
  if (std::holds_alternative<FolderId>(id.target)) return kFolderKind;
  return std::holds_alternative<MessageId>(id.target) ? kMessageKind : kStoreKind;
}

void append_guid(Bytes& bytes, const Guid& guid) {
  bytes.insert(bytes.end(), guid.bytes.begin(), guid.bytes.end());
}

void append_big_endian(Bytes& bytes, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
  }
}

void append_object(Bytes& bytes, const EntryId& id) {
  if (const auto* folder = std::get_if<FolderId>(&id.target)) append_big_endian(bytes, folder->value);
  if (const auto* message = std::get_if<MessageId>(&id.target)) append_big_endian(bytes, message->value);
}

Guid guid_at(ByteView bytes, std::size_t offset) {
  Guid guid;
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), guid.bytes.size(), guid.bytes.begin());
  return guid;
}

std::int64_t big_endian_at(ByteView bytes, std::size_t offset) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | bytes[offset + i];
  return static_cast<std::int64_t>(number);
}

bool all_zero(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

Error refused(const std::string& why) {
  return {Code::invalid_argument, "This is not an entry ID of Postroom: " + why + ".", {}};
}

}  // namespace

Bytes encode(const EntryId& id) {
  Bytes bytes(kProviderOffset, 0);
  bytes.reserve(kObjectSize);
  append_guid(bytes, kProviderUid);
  bytes.insert(bytes.end(), {kLayoutVersion, kind_of(id), 0, 0});
  append_guid(bytes, id.store);
  append_object(bytes, id);
  return bytes;
}

Result<EntryId> decode_entry_id(ByteView bytes) {
  if (bytes.size() < kStoreSize) return refused("it has only " + std::to_string(bytes.size()) + " bytes");
  if (!all_zero(bytes.first(kProviderOffset)))
    return refused("its flag bytes are not those of a long-term one");
  if (guid_at(bytes, kProviderOffset) != kProviderUid) return refused("another provider made it");
  if (bytes[kVersionOffset] != kLayoutVersion) return refused("its layout is of an unknown version");
  if (!all_zero(bytes.subspan(kReservedOffset, 2))) return refused("its reserved bytes are not zero");
  const std::uint8_t kind = bytes[kKindOffset];
  if (kind < kStoreKind || kind > kMessageKind) return refused("it names an object of an unknown kind");
  if (bytes.size() != (kind == kStoreKind ? kStoreSize : kObjectSize)) {
    return refused("its size does not go with what it names");
  }
  EntryId id{guid_at(bytes, kStoreOffset), StoreTarget{}};
  if (kind == kStoreKind) return id;
  const std::int64_t number = big_endian_at(bytes, kObjectOffset);
  if (number <= 0) return refused("it names no object");
  if (kind == kFolderKind) id.target = FolderId{number};
  if (kind == kMessageKind) id.target = MessageId{number};
  return id;
}

Bytes record_key(const EntryId& id) {
  Bytes bytes;
  bytes.reserve(1 + 16 + 8);
  bytes.push_back(kind_of(id));
  append_guid(bytes, id.store);
  append_object(bytes, id);
  return bytes;
}

}  // namespace postroom
