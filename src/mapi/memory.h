// Memory that is handed to callers, by the functions that the host brought to MSProviderInit.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>
#include <limits>
#include <new>

namespace postroom::mapi {

struct Memory {
  LPALLOCATEBUFFER allocate_buffer = nullptr;
  LPALLOCATEMORE allocate_more = nullptr;
  LPFREEBUFFER free_buffer = nullptr;
};

// One buffer, and what hangs on it and is freed with it. Freed unless it is released to the caller. Throws
// std::bad_alloc, which ObjectState::call() turns into MAPI_E_NOT_ENOUGH_MEMORY.
class Block {
 public:
  Block(const Memory& memory, std::size_t bytes) : memory_(&memory) {
    if (bytes > kMost || memory.allocate_buffer(static_cast<ULONG>(bytes), &data_) != S_OK)
      throw std::bad_alloc();
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() {
    if (data_) memory_->free_buffer(data_);
  }

  template <class T>
  T* as() const {
    return static_cast<T*>(data_);
  }
  // Room for so many of T, not initialized; of none, too, for a pointer that is not null.
  template <class T>
  T* more(std::size_t count) {
    if (count > kMost / sizeof(T)) throw std::bad_alloc();
    void* made = nullptr;
    const auto bytes = static_cast<ULONG>(count == 0 ? sizeof(T) : count * sizeof(T));
    if (memory_->allocate_more(bytes, data_, &made) != S_OK) throw std::bad_alloc();
    return static_cast<T*>(made);
  }
  template <class T>
  T* release() {
    T* const given = as<T>();
    data_ = nullptr;
    return given;
  }

 private:
  static constexpr std::size_t kMost = std::numeric_limits<ULONG>::max() / 2;
  const Memory* memory_;
  void* data_ = nullptr;
};

}  // namespace postroom::mapi
