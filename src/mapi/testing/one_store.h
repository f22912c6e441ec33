// For tests: a store of a test's own, as somebody has it open through MAPI.
#pragma once

#include <mapi/mapiutil.h>
#include <postroom/open.h>

#include <memory>

#include "mapi/object_state.h"
#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::mapi::testing {

inline const Memory kMemory{MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};

struct FreeBuffer {
  void operator()(void* buffer) const { MAPIFreeBuffer(buffer); }
};
// What a method has allocated for its caller.
template <class T>
using Given = std::unique_ptr<T, FreeBuffer>;

class OneStore {
 public:
  OneStore() { postroom::testing::must(create_store(address_, ana_)); }

  std::shared_ptr<StoreContext> open(bool is_writable = true) const {
    StoreContext::Options options;
    options.memory = kMemory;
    options.is_writable = is_writable;
    options.store_entry_id = to_bytes("what the host has made of it");
    return std::make_shared<StoreContext>(postroom::testing::must(open_store(address_)), ana_, options);
  }

 private:
  postroom::testing::TemporaryFolder folder_{postroom::testing::Place::memory};
  const std::string address_ = folder_.path("mail.postroom");
  const Session ana_ = make_session("Ana Ruiz", "test");
};

}  // namespace postroom::mapi::testing
