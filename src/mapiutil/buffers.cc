// MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer: chains of blocks, each with a malloc of its own, so
// that tools that watch the heap see every one of them.
#include <mapi/mapiutil.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

// What a block is, in words that memory rarely holds by chance: misuse shows where the memory before a
// pointer is readable, which is as far as it can be told.
enum class Kind : std::uint64_t { first = 0x9A3C71D05E82B64F, linked = 0x61F8290ED4B7C35A, freed = 0 };

struct alignas(std::max_align_t) Block {
  std::atomic<Block*> next;
  Kind kind;
};

Block* block_of(void* buffer) {
  if (!buffer || reinterpret_cast<std::uintptr_t>(buffer) % alignof(Block) != 0) return nullptr;
  return static_cast<Block*>(buffer) - 1;
}

Block* new_block(ULONG bytes, Kind kind) {
  if (bytes > kMaxBufferBytes) return nullptr;
  void* memory = std::malloc(sizeof(Block) + bytes);
  return memory ? new (memory) Block{nullptr, kind} : nullptr;
}

// Threads may add to one chain at the same time; nothing is taken from it before the whole is freed.
void link(Block* first, Block* block) {
  Block* next = first->next.load(std::memory_order_relaxed);
  do {
    block->next.store(next, std::memory_order_relaxed);
  } while (
      !first->next.compare_exchange_weak(next, block, std::memory_order_acq_rel, std::memory_order_relaxed));
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

SCODE MAPIAllocateBuffer(ULONG cbSize, LPVOID* lppBuffer) {
  if (!lppBuffer) return MAPI_E_INVALID_PARAMETER;
  Block* block = new_block(cbSize, Kind::first);
  *lppBuffer = block ? block + 1 : nullptr;
  return block ? S_OK : MAPI_E_NOT_ENOUGH_MEMORY;
}

SCODE MAPIAllocateMore(ULONG cbSize, LPVOID lpObject, LPVOID* lppBuffer) {
  if (!lppBuffer) return MAPI_E_INVALID_PARAMETER;
  *lppBuffer = nullptr;
  Block* first = block_of(lpObject);
  if (!first || first->kind != Kind::first) return MAPI_E_INVALID_PARAMETER;
  Block* block = new_block(cbSize, Kind::linked);
  if (!block) return MAPI_E_NOT_ENOUGH_MEMORY;
  link(first, block);
  *lppBuffer = block + 1;
  return S_OK;
}

ULONG MAPIFreeBuffer(LPVOID lpBuffer) {
  Block* block = block_of(lpBuffer);
  if (!block || block->kind != Kind::first) return S_OK;  // as documented: what is no buffer is left alone
  while (block) {
    Block* next = block->next.load(std::memory_order_acquire);
    block->kind = Kind::freed;
    std::free(block);
    block = next;
  }
  return S_OK;
}
