// IStream over a property that OpenProperty opened.
#pragma once

#include "mapi/object_state.h"
#include "mapi/properties.h"
#include "mapi/ref.h"
#include "mapi/stream_buffer.h"

namespace postroom::mapi {

// What a stream and its clones share. Used with the lock of the object that the property is of.
class StreamContent {
 public:
  enum class Form { bytes, narrow, utf16 };
  StreamContent(ObjectState& state, Properties& properties, IUnknown& owner, PropertyTag tag);
  ~StreamContent();  // writes what has been changed

  // False: another stream writes the property.
  bool begin_writing() { return writable_ = state_.begin_writing(tag_.id()); }
  // Of what is stored; or of nothing, which then replaces it.
  Status read_stored();
  void start_empty() { changed_ = true; }

  ObjectState& state() const { return state_; }
  RandomAccess& bytes() { return stored_ ? *stored_ : static_cast<RandomAccess&>(buffer_); }
  StreamBuffer& buffer() { return buffer_; }  // of a writable one
  bool is_writable() const { return writable_; }
  void set_changed() { changed_ = true; }
  Status commit();  // into the object

 private:
  Status write_buffer();

  const Ref<IUnknown> owner_;  // first: the others are its
  ObjectState& state_;
  Properties& properties_;
  const PropertyTag tag_;
  const Form form_;
  bool writable_ = false;
  bool changed_ = false;
  std::unique_ptr<RandomAccess> stored_;  // of one that is only read: the store's own bytes
  StreamBuffer buffer_;
};

class StreamObject final : public Unknown<IStream, IID_ISequentialStream, IID_IStream> {
 public:
  StreamObject(std::shared_ptr<StreamContent> content, bool is_docfile, std::uint64_t position = 0)
      : content_(std::move(content)), is_docfile_(is_docfile), position_(position) {}

  HRESULT Read(void* bytes, ULONG count, ULONG* done) override;
  HRESULT Write(const void* bytes, ULONG count, ULONG* done) override;
  HRESULT Seek(LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER* position) override;
  HRESULT SetSize(ULARGE_INTEGER size) override;
  HRESULT CopyTo(IStream* target, ULARGE_INTEGER count, ULARGE_INTEGER* read,
                 ULARGE_INTEGER* written) override;
  HRESULT Commit(DWORD flags) override;
  HRESULT Revert() override;
  HRESULT LockRegion(ULARGE_INTEGER offset, ULARGE_INTEGER count, DWORD type) override;
  HRESULT UnlockRegion(ULARGE_INTEGER offset, ULARGE_INTEGER count, DWORD type) override;
  HRESULT Stat(STATSTG* status, DWORD flags) override;
  HRESULT Clone(IStream** clone) override;

 protected:
  ~StreamObject() override;
  HRESULT query_other(REFIID iid, LPVOID* object) override;

 private:
  const std::shared_ptr<StreamContent> content_;
  const bool is_docfile_;
  std::uint64_t position_;
};

}  // namespace postroom::mapi
