// The rows of an order: what each is and what it is sorted by, found by its key or by number. 24 bytes a row
// and 4 to 8 to find it, beside the bytes it is sorted by.
#pragma once

#include <memory>
#include <vector>

#include "table/entries.h"
#include "table/row_key.h"

namespace postroom::table {

// Where a row stands.
struct RowPlace {
  RowKey key;
  ByteView sorted_by;
};
bool is_before(RowPlace a, RowPlace b);

class Slots {
 public:
  struct Slot {
    RowKey key;
    std::uint32_t size = 0;
    std::unique_ptr<std::uint8_t[]> bytes;
  };

  // Its key is in no slot yet.
  std::uint32_t add(RowKey key, ByteView sorted_by);
  void remove(std::uint32_t slot);
  void sort_by(std::uint32_t slot, ByteView bytes);
  void reserve(std::size_t rows);
  std::size_t size() const { return slots_.size() - free_.size(); }

  std::optional<std::uint32_t> find(RowKey key) const;
  RowKey key(std::uint32_t slot) const { return slots_[slot].key; }
  RowPlace place(std::uint32_t slot) const { return {key(slot), bytes(slot)}; }
  ByteView bytes(std::uint32_t slot) const { return {slots_[slot].bytes.get(), slots_[slot].size}; }
  Entry entry(std::uint32_t slot) const;

  // The order of rows: by their bytes; a header before what is in it; then the higher id, as newer messages
  // come first; then by instance.
  bool less(const Entry& a, const Entry& b) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::size_t home(RowKey key) const;
  void enter(std::uint32_t slot);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint32_t> index_;  // open addressing, linear probing; kNone where nothing is
};

}  // namespace postroom::table
