#include "table/slots.h"

#include <cstring>

namespace postroom::table {

std::size_t Slots::home(RowKey key) const {
  std::uint64_t mixed = static_cast<std::uint64_t>(key.id) * 0x9E3779B97F4A7C15ULL + key.instance;
  mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93ULL;
  return (mixed ^ (mixed >> 32)) & (index_.size() - 1);
}

void Slots::enter(std::uint32_t slot) {
  std::size_t at = home(slots_[slot].key);
  while (index_[at] != kNone) at = (at + 1) & (index_.size() - 1);
  index_[at] = slot;
}

// At most four fifths full.
void Slots::grow() {
  if (size() * 5 < index_.size() * 4) return;
  index_.assign(std::max<std::size_t>(64, index_.size() * 2), kNone);
  for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot].bytes) enter(slot);
  }
}

void Slots::reserve(std::size_t rows) {
  slots_.reserve(rows);
  std::size_t wanted = 64;
  while (wanted * 4 <= rows * 5) wanted *= 2;
  if (wanted <= index_.size()) return;
  index_.assign(wanted, kNone);
  for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot].bytes) enter(slot);
  }
}

std::uint32_t Slots::add(RowKey key, ByteView sorted_by) {
  grow();
  std::uint32_t slot = static_cast<std::uint32_t>(slots_.size());
  if (free_.empty()) {
    slots_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  slots_[slot].key = key;
  sort_by(slot, sorted_by);
  enter(slot);
  return slot;
}

void Slots::sort_by(std::uint32_t slot, ByteView bytes) {
  Slot& row = slots_[slot];
  row.bytes =
      std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size() + 1);  // never null: that is a free slot
  std::copy(bytes.begin(), bytes.end(), row.bytes.get());
  row.size = static_cast<std::uint32_t>(bytes.size());
}

// Those that were pushed on past its place move up.
void Slots::remove(std::uint32_t slot) {
  const std::size_t mask = index_.size() - 1;
  std::size_t hole = home(slots_[slot].key);
  while (index_[hole] != slot) hole = (hole + 1) & mask;
  for (std::size_t at = (hole + 1) & mask; index_[at] != kNone; at = (at + 1) & mask) {
    const std::size_t wanted = home(slots_[index_[at]].key);
    if (((at - wanted) & mask) < ((at - hole) & mask)) continue;
    index_[hole] = index_[at];
    hole = at;
  }
  index_[hole] = kNone;
  slots_[slot] = {};
  free_.push_back(slot);
}

std::optional<std::uint32_t> Slots::find(RowKey key) const {
  if (index_.empty()) return std::nullopt;
  for (std::size_t at = home(key); index_[at] != kNone; at = (at + 1) & (index_.size() - 1)) {
    if (slots_[index_[at]].key == key) return index_[at];
  }
  return std::nullopt;
}

Entry Slots::entry(std::uint32_t slot) const {
  const ByteView key = bytes(slot);
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof(head); ++i) head = head << 8 | (i < key.size() ? key[i] : 0);
  return {head, slot};
}

bool Slots::less(const Entry& a, const Entry& b) const {
  if (a.head != b.head) return a.head < b.head;
  return is_before(place(a.slot), place(b.slot));
}

bool is_before(RowPlace a, RowPlace b) {
  const ByteView left = a.sorted_by, right = b.sorted_by;
  const std::size_t shorter = std::min(left.size(), right.size());
  const int order = shorter == 0 ? 0 : std::memcmp(left.data(), right.data(), shorter);
  if (order != 0) return order < 0;
  if (left.size() != right.size()) return left.size() < right.size();
  const RowKey first = a.key, second = b.key;
  if ((first.id < 0) != (second.id < 0)) return first.id < 0;
  return first.id != second.id ? first.id > second.id : first.instance < second.instance;
}

}  // namespace postroom::table
