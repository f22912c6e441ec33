// The routines by which an object gives away memory: those that its maker handed in.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {

struct Memory {
  ALLOCATEBUFFER* allocate;
  ALLOCATEMORE* allocate_more;
  FREEBUFFER* free;
};

// A buffer of so many bytes, as a T. Its bytes are not set.
template <class T>
SCODE allocate(const Memory& memory, std::size_t bytes, T*& buffer) {
  void* block = nullptr;
  const SCODE result =
      bytes > kMaxBufferBytes ? MAPI_E_NOT_ENOUGH_MEMORY : memory.allocate(static_cast<ULONG>(bytes), &block);
  buffer = static_cast<T*>(block);
  return result == S_OK && !block ? MAPI_E_NOT_ENOUGH_MEMORY : result;
}

}  // namespace postroom::mapiutil
