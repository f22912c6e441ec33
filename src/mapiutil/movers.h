// What may be done with the pieces of a structure: counted, copied into one block or into blocks of their
// own, or followed to where they have been moved.
#pragma once

#include <cstdint>

#include "mapiutil/pieces.h"

namespace postroom::mapiutil {

// How the pieces of a flat copy stand one after the other, each aligned for what it may hold.
class FlatSpace {
 public:
  // Where the next piece stands. MAPI_E_NOT_ENOUGH_MEMORY if that makes more than kMaxBufferBytes of them.
  SCODE take(std::size_t bytes, std::size_t& offset);
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

// Counts what a flat copy takes. Changes nothing.
class FlatCounter final : public PieceMover {
 public:
  SCODE move(void* pointer, std::size_t bytes, Piece& piece) override;
  FlatSpace space;
};

// Copies to a block that has room for what FlatCounter counted.
class FlatCopier final : public PieceMover {
 public:
  explicit FlatCopier(void* block) : block_(static_cast<unsigned char*>(block)) {}
  SCODE move(void* pointer, std::size_t bytes, Piece& piece) override;
  FlatSpace space;

 private:
  unsigned char* block_;
};

// Follows a flat copy that has been moved, or is going to be, from one base address to another.
class Relocator final : public PieceMover {
 public:
  enum class Does { check, relocate };

  // `array`: where the outermost array stands at this moment, which says at which of the bases its pieces can
  // be read.
  Relocator(const void* old_base, const void* new_base, const void* array, Does does);
  void* locate(void* pointer) const override;
  // MAPI_E_INVALID_PARAMETER for a pointer that does not lead into the copy.
  SCODE move(void* pointer, std::size_t bytes, Piece& piece) override;
  FlatSpace space;

 private:
  std::uintptr_t old_base_;
  std::uintptr_t new_base_;
  bool stands_at_new_;
  Does does_;
};

// Gives each piece a block of its own, linked to a buffer of the caller.
class LinkedCopier final : public PieceMover {
 public:
  LinkedCopier(ALLOCATEMORE* allocate_more, void* buffer) : allocate_more_(allocate_more), buffer_(buffer) {}
  SCODE move(void* pointer, std::size_t bytes, Piece& piece) override;

 private:
  ALLOCATEMORE* allocate_more_;
  void* buffer_;
};

}  // namespace postroom::mapiutil
