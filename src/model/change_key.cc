#include <postroom/entry_id.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::size_t kGuidSize = 16;
constexpr std::size_t kMaxLocalSize = 8;
constexpr std::size_t kCounterSize = 6;  // of a change number as MS-OXCDATA 2.2.2.1 has it (GLOBCNT)

// Compares two counters of one replica by their number, whatever their lengths.
std::strong_ordering compare_local(const Bytes& a, const Bytes& b) {
  const auto number = [](const Bytes& local) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : local) value = value << 8 | byte;
    return value;
  };
  return number(a) <=> number(b);
}

template <class Keys>
auto first_from(Keys& keys, const Guid& replica) {
  return std::lower_bound(keys.begin(), keys.end(), replica,
                          [](const ChangeKey& key, const Guid& wanted) { return key.replica < wanted; });
}

Error refused(const std::string& what) { return {Code::invalid_argument, what + ".", {}}; }

}  // namespace

ChangeKey make_change_key(const Guid& replica, ChangeNumber number) {
  assert(number.value >= 0 && number.value < std::int64_t{1} << (8 * kCounterSize));
  ChangeKey key{replica, Bytes(kCounterSize)};
  for (std::size_t i = 0; i < kCounterSize; ++i) {
    key.local[i] = static_cast<std::uint8_t>(number.value >> (8 * (kCounterSize - 1 - i)));
  }
  return key;
}

Bytes encode(const ChangeKey& key) {
  Bytes bytes(key.replica.bytes.begin(), key.replica.bytes.end());
  bytes.insert(bytes.end(), key.local.begin(), key.local.end());
  return bytes;
}

Result<ChangeKey> decode_change_key(ByteView bytes) {
  if (bytes.size() <= kGuidSize || bytes.size() > kGuidSize + kMaxLocalSize) {
    return refused("A change key has 17 to 24 bytes, and this one has " + std::to_string(bytes.size()));
  }
  ChangeKey key;
  std::copy_n(bytes.begin(), kGuidSize, key.replica.bytes.begin());
  key.local.assign(bytes.begin() + kGuidSize, bytes.end());
  return key;
}

void PredecessorList::add(const ChangeKey& key) {
  const auto place = first_from(keys_, key.replica);
  if (place == keys_.end() || place->replica != key.replica) {
    keys_.insert(place, key);
  } else if (compare_local(place->local, key.local) < 0) {
    place->local = key.local;
  }
}

void PredecessorList::merge(const PredecessorList& other) {
  for (const ChangeKey& key : other.keys_) add(key);
}

bool PredecessorList::includes(const PredecessorList& other) const {
  return std::all_of(other.keys_.begin(), other.keys_.end(), [this](const ChangeKey& key) {
    const auto place = first_from(keys_, key.replica);
    return place != keys_.end() && place->replica == key.replica &&
           compare_local(place->local, key.local) >= 0;
  });
}

Bytes encode(const PredecessorList& list) {
  Bytes bytes;
  bytes.reserve(list.keys().size() * (1 + kGuidSize + kCounterSize));
  for (const ChangeKey& key : list.keys()) {
    const Bytes encoded = encode(key);
    bytes.push_back(static_cast<std::uint8_t>(encoded.size()));
    bytes.insert(bytes.end(), encoded.begin(), encoded.end());
  }
  return bytes;
}

Result<PredecessorList> decode_predecessor_list(ByteView bytes) {
  PredecessorList list;
  while (!bytes.empty()) {
    const std::size_t size = bytes.front();
    bytes = bytes.subspan(1);
    if (size > bytes.size()) return refused("A predecessor change list ends inside one of its keys");
    TRY_SET(const ChangeKey key, decode_change_key(bytes.first(size)));
    if (!list.keys().empty() && list.keys().back().replica >= key.replica) {
      return refused("The keys of a predecessor change list are not in the order of their GUIDs");
    }
    list.add(key);
    bytes = bytes.subspan(size);
  }
  return list;
}

}  // namespace postroom
