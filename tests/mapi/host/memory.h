// The host's allocators, which know what is out: every test ends with nothing out.
#pragma once

#include <mapi/mapidefs.h>

#include <cstddef>
#include <string>
#include <vector>

namespace mapi_host {

SCODE allocate_buffer(ULONG size, LPVOID* buffer);
SCODE allocate_more(ULONG size, LPVOID object, LPVOID* buffer);
ULONG free_buffer(LPVOID buffer);

std::size_t buffers_out();
// What was done wrongly since the last call: freed twice, hung on what is no buffer.
std::vector<std::string> misuse();
// Buffers given out since the program began.
std::size_t buffers_made();

// Owns what a method allocated.
template <class T>
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept : data_(other.data_) { other.data_ = nullptr; }
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    return *this;
  }
  ~Buffer() { free_buffer(data_); }
  T** out() {
    free_buffer(data_);
    data_ = nullptr;
    return &data_;
  }
  T* get() const { return data_; }
  T* operator->() const { return data_; }
  T& operator[](std::size_t i) const { return data_[i]; }
  explicit operator bool() const { return data_ != nullptr; }

 private:
  T* data_ = nullptr;
};

// Rows, each freed by itself.
class Rows {
 public:
  Rows() = default;
  Rows(Rows&& other) noexcept : rows_(other.rows_) { other.rows_ = nullptr; }
  Rows& operator=(Rows&& other) noexcept {
    std::swap(rows_, other.rows_);
    return *this;
  }
  ~Rows() { clear(); }
  LPSRowSet* out() {
    clear();
    return &rows_;
  }
  ULONG size() const { return rows_ ? rows_->cRows : 0; }
  const SRow& operator[](ULONG i) const { return rows_->aRow[i]; }
  LPSRowSet get() const { return rows_; }

 private:
  void clear();
  LPSRowSet rows_ = nullptr;
};

}  // namespace mapi_host
