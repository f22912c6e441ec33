#include "mapiutil/movers.h"

namespace postroom::mapiutil {
namespace {

constexpr std::size_t kAlignment = 8;  // of every member of every MAPI structure

std::uintptr_t number(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

}  // namespace

SCODE FlatSpace::take(std::size_t bytes, std::size_t& offset) {
  static_assert(kMaxBufferBytes % kAlignment == 0);
  if (bytes > kMaxBufferBytes - bytes_) return MAPI_E_NOT_ENOUGH_MEMORY;
  offset = bytes_;
  bytes_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
  return S_OK;
}

SCODE FlatCounter::move(void* pointer, std::size_t bytes, Piece& piece) {
  piece = {pointer, pointer};
  std::size_t offset = 0;
  return space.take(bytes, offset);
}

SCODE FlatCopier::move(void* pointer, std::size_t bytes, Piece& piece) {
  std::size_t offset = 0;
  const SCODE result = space.take(bytes, offset);
  if (result != S_OK) return result;
  std::memcpy(block_ + offset, pointer, bytes);
  piece = {block_ + offset, block_ + offset};
  return S_OK;
}

// An array stands behind its base, and not far behind: of two bases below it the nearer one is its own.
Relocator::Relocator(const void* old_base, const void* new_base, const void* array, Does does)
    : old_base_(number(old_base)),
      new_base_(number(new_base)),
      stands_at_new_(number(array) - new_base_ < number(array) - old_base_),
      does_(does) {}

void* Relocator::locate(void* pointer) const {
  const std::uintptr_t offset = number(pointer) - old_base_;
  if (offset > kMaxBufferBytes) return nullptr;
  return stands_at_new_ ? reinterpret_cast<void*>(new_base_ + offset) : pointer;
}

SCODE Relocator::move(void* pointer, std::size_t bytes, Piece& piece) {
  std::size_t unused = 0;
  const std::uintptr_t offset = number(pointer) - old_base_;
  piece.readable = locate(pointer);
  if (!piece.readable || bytes > kMaxBufferBytes - offset) return MAPI_E_INVALID_PARAMETER;
  piece.kept = does_ == Does::check ? pointer : reinterpret_cast<void*>(new_base_ + offset);
  return space.take(bytes, unused);
}

SCODE LinkedCopier::move(void* pointer, std::size_t bytes, Piece& piece) {
  if (bytes > kMaxBufferBytes) return MAPI_E_NOT_ENOUGH_MEMORY;
  void* block = nullptr;
  const SCODE result = allocate_more_(static_cast<ULONG>(bytes), buffer_, &block);
  if (FAILED(result) || !block) return FAILED(result) ? result : MAPI_E_NOT_ENOUGH_MEMORY;
  std::memcpy(block, pointer, bytes);
  piece = {block, block};
  return S_OK;
}

}  // namespace postroom::mapiutil
