// What every object has behind its interface: the store that it is of, its lock, and its last error.
#pragma once

#include <mapi/mapidefs.h>

#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <set>

#include "mapi/hresult.h"
#include "mapi/store_context.h"

namespace postroom::mapi {

// A message, its attachments and the messages inside these share one lock: their edits are of one handle.
using ObjectLock = std::shared_ptr<std::recursive_mutex>;

class ObjectState {
 public:
  explicit ObjectState(std::shared_ptr<StoreContext> context,
                       ObjectLock lock = std::make_shared<std::recursive_mutex>())
      : context_(std::move(context)), lock_(std::move(lock)) {}

  StoreContext& context() const { return *context_; }
  const std::shared_ptr<StoreContext>& shared_context() const { return context_; }
  const Memory& memory() const { return context_->memory(); }
  Store& store() const { return context_->store(); }
  const Session& session() const { return context_->session(); }
  const ObjectLock& lock() const { return lock_; }

  // Every method of an interface but those of IUnknown runs in here: one at a time on one object, MAPI_E_INVALID_OBJECT
  // after logoff() or close(), and nothing is thrown across the interface. `body` returns Answer.
  template <class Body>
  HRESULT call(Body&& body) {
    const StoreContext::Use use(*context_);
    const std::lock_guard guard(*lock_);
    return is_usable() ? result_of(body) : MAPI_E_INVALID_OBJECT;
  }

  // But for methods that call objects of others, which may be waiting for this one meanwhile: two that copy
  // into each other would wait for ever. `body` runs without the lock, and takes it by call() for what it does
  // with this object.
  template <class Body>
  HRESULT call_unlocked(Body&& body) {
    const StoreContext::Use use(*context_);
    const HRESULT usable = call([]() -> Answer { return S_OK; });
    return usable == S_OK ? result_of(body) : usable;
  }

  // From now on only Release works (rules C24, C26).
  void close() { closed_ = true; }

  // A property has one stream at a time that writes (rule C35). False: there is one.
  bool begin_writing(std::uint16_t id) { return written_.insert(id).second; }
  void end_writing(std::uint16_t id) {
    const std::lock_guard guard(*lock_);
    written_.erase(id);
  }

  // IMAPIProp::GetLastError and its like: what the last Error that call() returned says, in the width that `flags` ask for;
  // S_OK and null where there is none.
  HRESULT get_last_error(HRESULT result, ULONG flags, LPMAPIERROR* error);

 private:
  bool is_usable() const { return !closed_ && context_->is_valid(); }

  template <class Body>
  HRESULT result_of(Body& body) {
    try {
      Answer answer = body();
      if (answer.ok()) return *answer;
      const HRESULT result = to_hresult(answer.error().code);
      const std::lock_guard guard(*lock_);
      last_error_ = std::move(answer).error();
      return result;
    } catch (const std::bad_alloc&) {
      return MAPI_E_NOT_ENOUGH_MEMORY;
    }
  }

  const std::shared_ptr<StoreContext> context_;
  const ObjectLock lock_;
  bool closed_ = false;
  std::set<std::uint16_t> written_;  // properties
  std::optional<Error> last_error_;
};

}  // namespace postroom::mapi
