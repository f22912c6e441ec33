// The edge of the library where there is no object yet whose ObjectState::call() would do it.
#pragma once

#include <mapi/mapicode.h>

#include <new>
#include <utility>

namespace postroom::mapi {

// Nothing is thrown to the host. `body` returns HRESULT.
template <class Body>
HRESULT without_throwing(Body&& body) {
  try {
    return std::forward<Body>(body)();
  } catch (const std::bad_alloc&) {
    return MAPI_E_NOT_ENOUGH_MEMORY;
  }
}

}  // namespace postroom::mapi
