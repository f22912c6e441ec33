#include "mapi/host/memory.h"

#include <mapi/mapix_memory.h>

#include <cstdlib>
#include <map>
#include <mutex>

namespace mapi_host {
namespace {

struct Books {
  std::mutex mutex;
  std::map<void*, std::vector<void*>> out;  // buffers, and what hangs on each
  std::vector<std::string> misuse;
  std::size_t made = 0;
};
Books& books() {
  static Books kept;
  return kept;
}

}  // namespace

// No block of no bytes, as a host may refuse them.
SCODE allocate_buffer(ULONG size, LPVOID* buffer) {
  if (!buffer) return MAPI_E_INVALID_PARAMETER;
  *buffer = nullptr;
  if (size == 0) return MAPI_E_INVALID_PARAMETER;
  *buffer = std::malloc(size);
  if (!*buffer) return MAPI_E_NOT_ENOUGH_MEMORY;
  const std::lock_guard guard(books().mutex);
  books().out[*buffer];
  ++books().made;
  return S_OK;
}

SCODE allocate_more(ULONG size, LPVOID object, LPVOID* buffer) {
  if (!buffer) return MAPI_E_INVALID_PARAMETER;
  *buffer = nullptr;
  if (size == 0) return MAPI_E_INVALID_PARAMETER;
  const std::lock_guard guard(books().mutex);
  const auto found = books().out.find(object);
  if (found == books().out.end()) {
    books().misuse.push_back("something was hung on what is no buffer");
    return MAPI_E_INVALID_PARAMETER;
  }
  *buffer = std::malloc(size);
  if (!*buffer) return MAPI_E_NOT_ENOUGH_MEMORY;
  found->second.push_back(*buffer);
  return S_OK;
}

ULONG free_buffer(LPVOID buffer) {
  if (!buffer) return S_OK;
  std::vector<void*> hanging;
  {
    const std::lock_guard guard(books().mutex);
    const auto found = books().out.find(buffer);
    if (found == books().out.end()) {
      books().misuse.push_back("what is no buffer was freed");
      return S_OK;
    }
    hanging = std::move(found->second);
    books().out.erase(found);
  }
  for (void* const each : hanging) std::free(each);
  std::free(buffer);
  return S_OK;
}

std::size_t buffers_out() {
  const std::lock_guard guard(books().mutex);
  return books().out.size();
}

std::size_t buffers_made() {
  const std::lock_guard guard(books().mutex);
  return books().made;
}

std::vector<std::string> misuse() {
  const std::lock_guard guard(books().mutex);
  return std::move(books().misuse);
}

void Rows::clear() {
  if (!rows_) return;
  for (ULONG i = 0; i < rows_->cRows; ++i) free_buffer(rows_->aRow[i].lpProps);
  free_buffer(rows_);
  rows_ = nullptr;
}

}  // namespace mapi_host

// A process that MAPI runs in has these for everybody in it: what a message service uses whose host gives it no support
// object to ask for memory.
extern "C" {
SCODE MAPIAllocateBuffer(ULONG size, LPVOID* buffer) { return mapi_host::allocate_buffer(size, buffer); }
SCODE MAPIAllocateMore(ULONG size, LPVOID object, LPVOID* buffer) {
  return mapi_host::allocate_more(size, object, buffer);
}
ULONG MAPIFreeBuffer(LPVOID buffer) { return mapi_host::free_buffer(buffer); }
}
