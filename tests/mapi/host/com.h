// Owns one reference on a MAPI object.
#pragma once

#include <mapi/mapidefs.h>

#include <atomic>
#include <utility>

namespace mapi_host {

template <class T>
class Ptr {
 public:
  Ptr() = default;
  explicit Ptr(T* taken) : object_(taken) {}
  Ptr(Ptr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ptr(const Ptr& other) : object_(other.object_) {
    if (object_) object_->AddRef();
  }
  Ptr& operator=(Ptr other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ptr() { reset(); }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  void reset() {
    if (T* const gone = std::exchange(object_, nullptr)) gone->Release();
  }
  T* release() { return std::exchange(object_, nullptr); }
  // For a method that gives an object: releases what was there.
  T** out() {
    reset();
    return &object_;
  }
  LPUNKNOWN* unknown() { return reinterpret_cast<LPUNKNOWN*>(out()); }

 private:
  T* object_ = nullptr;
};

// Another interface of it, or null.
template <class To, class From>
Ptr<To> query(const Ptr<From>& from, REFIID iid) {
  void* found = nullptr;
  return from && from->QueryInterface(iid, &found) == S_OK ? Ptr<To>(static_cast<To*>(found)) : Ptr<To>();
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
// A base of the host's own objects: counts references, ends with the last one.
template <class Interface, const IID&... kInterfaces>
class Object : public Interface {
 public:
  HRESULT QueryInterface(REFIID iid, void** object) override {
    if (!object) return E_INVALIDARG;
    *object = nullptr;
    if (iid != IID_IUnknown && !((iid == kInterfaces) || ...)) return E_NOINTERFACE;
    AddRef();
    *object = static_cast<Interface*>(this);
    return S_OK;
  }
  ULONG AddRef() override { return ++references_; }
  ULONG Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }
  ULONG references() const { return references_; }

 protected:
  virtual ~Object() = default;

 private:
  std::atomic<ULONG> references_{1};
};
#pragma GCC diagnostic pop

}  // namespace mapi_host
