#include "mapi/stream_object.h"

#include <algorithm>

#include "base/try.h"
#include "mapi/narrow_stream.h"
#include "mapi/open_stream.h"
#include "mapi/utf16_stream.h"

namespace postroom::mapi {
namespace {

StreamContent::Form form_of(PropertyTag tag) {
  switch (tag.base_type()) {
    case PropertyType::unicode:
      return StreamContent::Form::utf16;
    case PropertyType::string8:
      return StreamContent::Form::narrow;
    default:
      return StreamContent::Form::bytes;
  }
}

// Under which it is stored.
PropertyTag kept_tag(PropertyTag tag) {
  return tag.base_type() == PropertyType::string8 ? PropertyTag(tag.id(), PropertyType::unicode) : tag;
}

// Of a failure to keep bytes, as IStream speaks of it.
Answer stream_answer(const Status& kept) {
  if (kept.ok()) return S_OK;
  if (kept.error().code == Code::disk_full) return STG_E_MEDIUMFULL;
  if (kept.error().code == Code::io_error) return STG_E_WRITEFAULT;
  return kept.error();
}

}  // namespace

StreamContent::StreamContent(ObjectState& state, Properties& properties, IUnknown& owner, PropertyTag tag)
    : owner_(Ref<IUnknown>::share(&owner)),
      state_(state),
      properties_(properties),
      tag_(tag),
      form_(form_of(tag)),
      buffer_(kMaxStreamInMemory) {}

StreamContent::~StreamContent() {
  state_.call([&]() -> Answer {
    TRY(commit());
    return S_OK;
  });
  if (writable_) state_.end_writing(tag_.id());
}

Status StreamContent::read_stored() {
  TRY_SET(auto stored, properties_.read(kept_tag(tag_)));
  if (form_ == Form::utf16) {
    RangeSource utf8(*stored);
    return utf8_to_utf16(utf8, buffer_);
  }
  if (!writable_) {
    stored_ = std::move(stored);
    return ok_status();
  }
  RangeSource source(*stored);
  TRY(copy(source, buffer_));
  return ok_status();
}

Status StreamContent::write_buffer() {
  RangeSource bytes(buffer_);
  if (form_ == Form::utf16) {
    Utf16Source utf8(bytes);
    return properties_.write(kept_tag(tag_), utf8);
  }
  if (form_ == Form::narrow) {
    RangeSource looked_at(buffer_);
    TRY_SET(const bool is_as_kept, is_utf8(looked_at));
    if (!is_as_kept) {
      Windows1252Source utf8(bytes);
      return properties_.write(kept_tag(tag_), utf8);
    }
  }
  return properties_.write(kept_tag(tag_), bytes);
}

Status StreamContent::commit() {
  if (!changed_) return ok_status();
  TRY(write_buffer());
  changed_ = false;
  return ok_status();
}

// What has been written belongs to the object when the stream is released, whether or not clones are left.
StreamObject::~StreamObject() {
  content_->state().call([&]() -> Answer {
    TRY(content_->commit());
    return S_OK;
  });
}

HRESULT StreamObject::query_other(REFIID iid, LPVOID* object) {
  if (!is_docfile_ || iid != IID_IStreamDocfile) return E_NOINTERFACE;
  AddRef();
  *object = static_cast<IStream*>(this);
  return S_OK;
}

HRESULT StreamObject::Read(void* bytes, ULONG count, ULONG* done) {
  if (done) *done = 0;
  if (!bytes) return STG_E_INVALIDPOINTER;
  return content_->state().call([&]() -> Answer {
    std::span<std::uint8_t> wanted(static_cast<std::uint8_t*>(bytes), count);
    while (!wanted.empty()) {
      TRY_SET(const std::size_t got, content_->bytes().read_at(position_, wanted));
      if (got == 0) break;
      position_ += got;
      wanted = wanted.subspan(got);
    }
    if (done) *done = count - static_cast<ULONG>(wanted.size());
    return S_OK;
  });
}

HRESULT StreamObject::Write(const void* bytes, ULONG count, ULONG* done) {
  if (done) *done = 0;
  if (!bytes) return STG_E_INVALIDPOINTER;
  return content_->state().call([&]() -> Answer {
    if (!content_->is_writable()) return STG_E_ACCESSDENIED;
    if (position_ + count > kMaxStream) return MAPI_E_TOO_BIG;
    TRY_SET(const HRESULT kept, stream_answer(content_->buffer().write_at(
                                    position_, {static_cast<const std::uint8_t*>(bytes), count})));
    if (kept != S_OK) return kept;
    content_->set_changed();
    position_ += count;
    if (done) *done = count;
    return S_OK;
  });
}

HRESULT StreamObject::Seek(LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER* position) {
  return content_->state().call([&]() -> Answer {
    std::uint64_t from = 0;
    if (origin == STREAM_SEEK_CUR) {
      from = position_;
    } else if (origin == STREAM_SEEK_END) {
      from = content_->bytes().size();
    } else if (origin != STREAM_SEEK_SET) {
      return STG_E_INVALIDFUNCTION;
    }
    const std::int64_t by = move.QuadPart;
    if (by < 0 && static_cast<std::uint64_t>(-(by + 1)) + 1 > from) return STG_E_INVALIDFUNCTION;
    const std::uint64_t to = from + static_cast<std::uint64_t>(by);
    if (by > 0 && (to < from || to > kMaxStream)) return STG_E_INVALIDFUNCTION;
    position_ = to;
    if (position) position->QuadPart = to;
    return S_OK;
  });
}

HRESULT StreamObject::SetSize(ULARGE_INTEGER size) {
  return content_->state().call([&]() -> Answer {
    if (!content_->is_writable()) return STG_E_ACCESSDENIED;
    if (size.QuadPart > kMaxStream) return MAPI_E_TOO_BIG;
    TRY_SET(const HRESULT kept, stream_answer(content_->buffer().resize(size.QuadPart)));
    if (kept != S_OK) return kept;
    content_->set_changed();
    return S_OK;
  });
}

HRESULT StreamObject::CopyTo(IStream* target, ULARGE_INTEGER count, ULARGE_INTEGER* read,
                             ULARGE_INTEGER* written) {
  if (read) read->QuadPart = 0;
  if (written) written->QuadPart = 0;
  if (!target) return STG_E_INVALIDPOINTER;
  std::uint64_t left = count.QuadPart, copied = 0;
  std::uint8_t piece[16 * 1024];
  while (left > 0) {
    ULONG got = 0, put = 0;
    const HRESULT reading =
        Read(piece, static_cast<ULONG>(std::min<std::uint64_t>(left, sizeof piece)), &got);
    if (FAILED(reading)) return reading;
    if (got == 0) break;
    if (read) read->QuadPart += got;
    const HRESULT writing = target->Write(piece, got, &put);
    copied += put;
    if (written) written->QuadPart = copied;
    if (FAILED(writing)) return writing;
    if (put < got) return STG_E_MEDIUMFULL;
    left -= got;
  }
  return S_OK;
}

HRESULT StreamObject::Commit(DWORD) {
  return content_->state().call([&]() -> Answer {
    TRY(content_->commit());
    return S_OK;
  });
}

// A stream that is not transacted has nothing to go back to (IStream::Revert).
HRESULT StreamObject::Revert() { return S_OK; }
HRESULT StreamObject::LockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) { return STG_E_INVALIDFUNCTION; }
HRESULT StreamObject::UnlockRegion(ULARGE_INTEGER, ULARGE_INTEGER, DWORD) { return STG_E_INVALIDFUNCTION; }

HRESULT StreamObject::Stat(STATSTG* status, DWORD) {
  if (!status) return STG_E_INVALIDPOINTER;
  return content_->state().call([&]() -> Answer {
    *status = {};
    status->type = STGTY_STREAM;
    status->cbSize.QuadPart = content_->bytes().size();
    status->grfMode = content_->is_writable() ? STGM_READWRITE : STGM_READ;
    return S_OK;
  });
}

HRESULT StreamObject::Clone(IStream** clone) {
  if (!clone) return STG_E_INVALIDPOINTER;
  return content_->state().call([&]() -> Answer {
    *clone = make_object<StreamObject>(content_, is_docfile_, position_).release();
    return S_OK;
  });
}

}  // namespace postroom::mapi
