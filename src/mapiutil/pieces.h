// Walking the memory that MAPI structures point to, piece by piece: one walk for counting, copying and
// relocating.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>
#include <cstring>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {

// What becomes of a piece: the pointer to keep for it, and where the walk reads on.
struct Piece {
  void* kept;
  void* readable;
};

// What is done with each piece, from the outside in: an array before what its elements point to.
class PieceMover {
 public:
  // Where the memory behind a pointer can be read now; null if nowhere.
  virtual void* locate(void* pointer) const { return pointer; }
  // The piece of so many bytes behind the pointer. An error ends the walk.
  virtual SCODE move(void* pointer, std::size_t bytes, Piece& piece) = 0;

 protected:
  ~PieceMover() = default;
};

// A pointer to so many T. It may be null for none of them. `readable` becomes where they can be read.
template <class T>
SCODE move_array(T*& pointer, std::size_t count, PieceMover& mover, T** readable = nullptr) {
  if (!pointer) return count == 0 ? S_OK : MAPI_E_INVALID_PARAMETER;
  if (count > kMaxBufferBytes / sizeof(T)) return MAPI_E_NOT_ENOUGH_MEMORY;
  Piece piece = {};
  const SCODE result = mover.move(pointer, count * sizeof(T), piece);
  if (result != S_OK) return result;
  if (pointer != piece.kept)
    pointer = static_cast<T*>(piece.kept);  // what is only counted may be read-only memory
  if (readable) *readable = static_cast<T*>(piece.readable);
  return S_OK;
}

// A pointer to a structure.
template <class T>
SCODE move_one(T*& pointer, PieceMover& mover, T** readable = nullptr) {
  return pointer ? move_array(pointer, 1, mover, readable) : MAPI_E_INVALID_PARAMETER;
}

// The elements of an array that has been moved, each with `move_element(element, mover)`. They may stand on
// any address.
template <class T, class MoveElement>
SCODE move_elements(T* readable, std::size_t count, PieceMover& mover, MoveElement move_element) {
  auto* at = reinterpret_cast<unsigned char*>(readable);
  for (; count > 0; --count, at += sizeof(T)) {
    T element;
    std::memcpy(&element, at, sizeof element);
    const SCODE result = move_element(element, mover);
    if (result != S_OK) return result;
    if (std::memcmp(&element, at, sizeof element) != 0) std::memcpy(at, &element, sizeof element);
  }
  return S_OK;
}

// Text up to its terminator. Never null.
SCODE move_text(char*& text, PieceMover& mover);
SCODE move_text(wchar_t*& text, PieceMover& mover);

}  // namespace postroom::mapiutil
