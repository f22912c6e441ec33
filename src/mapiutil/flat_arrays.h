// Arrays of structures with all they point to, in one block: counting, copying and relocating, for every
// structure that has a move_pieces.
#pragma once

#include <memory>
#include <type_traits>

#include "mapiutil/movers.h"

namespace postroom::mapiutil {

// MAPI_E_INVALID_TYPE serves within; the functions for whole arrays are documented to answer otherwise.
constexpr SCODE array_result(SCODE result) {
  return result == MAPI_E_INVALID_TYPE ? MAPI_E_INVALID_PARAMETER : result;
}

// What a copy of the items takes. MAPI_E_INVALID_PARAMETER for a count below 0 or above `max`, and for items
// of which move_pieces says so.
template <class Item>
SCODE count_flat(const Item* items, int count, ULONG max, std::size_t& bytes) {
  if (count < 0 || static_cast<ULONG>(count) > max || (count > 0 && !items)) return MAPI_E_INVALID_PARAMETER;
  FlatCounter counter;
  std::size_t unused = 0;
  SCODE result = counter.space.take(static_cast<std::size_t>(count) * sizeof(Item), unused);
  for (int i = 0; result == S_OK && i < count; ++i) {
    Item item = items[i];
    result = move_pieces(item, counter);
  }
  bytes = counter.space.bytes();
  return array_result(result);
}

// Copies the items to a block that is as large as count_flat said. Writes nothing unless all can be copied.
template <class Item>
SCODE copy_flat(const Item* items, int count, ULONG max, void* block, std::size_t& bytes) {
  static_assert(std::is_trivially_copyable_v<Item>);
  SCODE result = count_flat(items, count, max, bytes);
  if (result != S_OK) return result;
  if (!block || reinterpret_cast<std::uintptr_t>(block) % alignof(Item) != 0) return MAPI_E_INVALID_PARAMETER;
  FlatCopier copier(block);
  Piece copies = {};
  if (count > 0)
    result = copier.move(const_cast<Item*>(items), static_cast<std::size_t>(count) * sizeof(Item), copies);
  auto* copied = static_cast<Item*>(copies.readable);
  for (int i = 0; result == S_OK && i < count; ++i) result = move_pieces(copied[i], copier);
  return array_result(result);
}

// Points the items at where their pieces are, or will be, after their block has moved. Changes nothing unless
// every pointer leads into the block.
template <class Item>
SCODE relocate_flat(Item* items, int count, ULONG max, const void* old_base, const void* new_base,
                    std::size_t& bytes) {
  if (count < 0 || static_cast<ULONG>(count) > max || (count > 0 && !items)) return MAPI_E_INVALID_PARAMETER;
  for (const auto does : {Relocator::Does::check, Relocator::Does::relocate}) {
    Relocator relocator(old_base, new_base, items, does);
    std::size_t unused = 0;
    SCODE result = relocator.space.take(static_cast<std::size_t>(count) * sizeof(Item), unused);
    for (int i = 0; result == S_OK && i < count; ++i) result = move_pieces(items[i], relocator);
    if (result != S_OK) return array_result(result);
    bytes = relocator.space.bytes();
  }
  return S_OK;
}

}  // namespace postroom::mapiutil
