// COM's counting of references.
#pragma once

#include <mapi/mapicom.h>
#include <mapi/mapiguid.h>

#include <atomic>
#include <utility>

namespace postroom::mapi {

// Owns one reference.
template <class T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref(const Ref& other) : object_(other.object_) {
    if (object_) object_->AddRef();
  }
  template <class Other>
  Ref(Ref<Other> other) : object_(other.release()) {}  // to an interface that it implements
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_) object_->Release();
  }
  // Takes over the reference that the caller has, or adds one.
  static Ref take(T* object) {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  static Ref share(T* object) {
    if (object) object->AddRef();
    return take(object);
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  T* release() { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

// Interfaces have no virtual destructor, as their virtual table holds the documented methods alone.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
// An object with one interface and those that it derives from. Born with one reference, which make_object()
// takes.
template <class Interface, const IID&... kInterfaces>
class Unknown : public Interface {
 public:
  Unknown() = default;
  Unknown(const Unknown&) = delete;
  Unknown& operator=(const Unknown&) = delete;

  HRESULT QueryInterface(REFIID iid, LPVOID* object) override {
    if (!object) return E_INVALIDARG;
    *object = nullptr;
    if (iid == IID_IUnknown || ((iid == kInterfaces) || ...)) {
      this->AddRef();
      *object = static_cast<Interface*>(this);
      return S_OK;
    }
    return query_other(iid, object);
  }
  ULONG AddRef() override { return ++references_; }
  ULONG Release() override {
    const ULONG left = --references_;
    if (left == 0) last_released();
    return left;
  }

 protected:
  virtual ~Unknown() = default;
  // Nobody has a reference any more.
  virtual void last_released() { delete this; }
  // For whoever knows of an object without having a reference: adds one unless the last is gone.
  bool add_ref_unless_gone() {
    ULONG references = references_;
    while (references != 0) {
      if (references_.compare_exchange_weak(references, references + 1)) return true;
    }
    return false;
  }
  // For interfaces besides: those of another object that stands for this one.
  virtual HRESULT query_other(REFIID, LPVOID*) { return E_NOINTERFACE; }

 private:
  std::atomic<ULONG> references_{1};
};
#pragma GCC diagnostic pop

template <class T, class... Arguments>
Ref<T> make_object(Arguments&&... arguments) {
  return Ref<T>::take(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace postroom::mapi
