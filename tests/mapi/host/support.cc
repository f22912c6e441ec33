#include "mapi/host/support.h"

#include <cstring>

#include "mapi/host/memory.h"

namespace mapi_host {
namespace {

// {38A1BB10-05E5-101A-A1BB-08002B2A56C2}: the UID of store entry IDs that MAPI has wrapped (MS-OXCDATA 2.2.4.3).
constexpr unsigned char kWrapper[16] = {0x38, 0xA1, 0xBB, 0x10, 0x05, 0xE5, 0x10, 0x1A,
                                        0xA1, 0xBB, 0x08, 0x00, 0x2B, 0x2A, 0x56, 0xC2};
constexpr char kLibrary[] = "libpostroom_mapi.so";
constexpr std::size_t kWrapping = 4 + sizeof kWrapper + 2 + sizeof kLibrary;

}  // namespace

std::string unwrapped(const std::string& wrapped) {
  if (wrapped.size() < kWrapping || std::memcmp(wrapped.data() + 4, kWrapper, sizeof kWrapper) != 0) return wrapped;
  return wrapped.substr(kWrapping);
}

Support::Record Support::record() const {
  const std::lock_guard guard(mutex_);
  return record_;
}

HRESULT Support::GetLastError(HRESULT, ULONG, LPMAPIERROR* error) {
  if (error) *error = nullptr;
  return S_OK;
}

HRESULT Support::GetMemAllocRoutines(LPALLOCATEBUFFER* buffer, LPALLOCATEMORE* more, LPFREEBUFFER* free) {
  *buffer = allocate_buffer;
  *more = allocate_more;
  *free = free_buffer;
  return S_OK;
}

HRESULT Support::Subscribe(LPNOTIFKEY, ULONG, ULONG, LPMAPIADVISESINK, ULONG_PTR*) {
  const std::lock_guard guard(mutex_);
  ++record_.own_notifications;
  return MAPI_E_NO_SUPPORT;
}

HRESULT Support::Notify(LPNOTIFKEY, ULONG, LPNOTIFICATION, ULONG*) {
  const std::lock_guard guard(mutex_);
  ++record_.own_notifications;
  return MAPI_E_NO_SUPPORT;
}

HRESULT Support::ModifyStatusRow(ULONG count, LPSPropValue values, ULONG flags) {
  const std::lock_guard guard(mutex_);
  auto& row = record_.status_rows.emplace_back();
  for (ULONG i = 0; i < count; ++i) {
    const auto text = text_of(values[i]);
    const auto number = number_of(values[i]);
    row[values[i].ulPropTag] = text ? *text : number ? std::to_string(*number) : "";
  }
  record_.status_flags.push_back(flags);
  return S_OK;
}

HRESULT Support::OpenProfileSection(LPMAPIUID, ULONG, LPPROFSECT* section) {
  const std::lock_guard guard(mutex_);
  ++record_.profile_sections;
  *section = Ptr<ProfileSection>(section_).release();
  return S_OK;
}

HRESULT Support::NewUID(LPMAPIUID uid) {
  static unsigned char last = 0;
  std::memset(uid, 0x5A, sizeof *uid);
  uid->ab[0] = ++last;
  return S_OK;
}

HRESULT Support::MakeInvalid(ULONG, LPVOID, ULONG, ULONG) { return MAPI_E_NO_SUPPORT; }

HRESULT Support::SetProviderUID(LPMAPIUID uid, ULONG) {
  const std::lock_guard guard(mutex_);
  record_.provider_uids.emplace_back(reinterpret_cast<const char*>(uid->ab), sizeof uid->ab);
  return S_OK;
}

HRESULT Support::CompareEntryIDs(ULONG size1, LPENTRYID id1, ULONG size2, LPENTRYID id2, ULONG flags, ULONG* result) {
  return logon ? logon->CompareEntryIDs(size1, id1, size2, id2, flags, result) : MAPI_E_NO_SUPPORT;
}

HRESULT Support::OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type, LPUNKNOWN* object) {
  return logon ? logon->OpenEntry(size, id, iid, flags, type, object) : MAPI_E_NO_SUPPORT;
}

HRESULT Support::DoProgressDialog(ULONG_PTR, ULONG, LPMAPIPROGRESS* progress) {
  const std::lock_guard guard(mutex_);
  ++record_.progress_dialogs;
  if (!dialog) return MAPI_E_NO_SUPPORT;
  *progress = Ptr<ProgressRecorder>(dialog).release();
  return S_OK;
}

HRESULT Support::StoreLogoffTransports(ULONG* flags) {
  const std::lock_guard guard(mutex_);
  record_.logoffs.push_back(flags ? *flags : 0);
  return S_OK;
}

HRESULT Support::WrapStoreEntryID(ULONG size, LPENTRYID id, ULONG* wrapped_size, LPENTRYID* wrapped) {
  void* buffer = nullptr;
  allocate_buffer(static_cast<ULONG>(kWrapping + size), &buffer);
  auto* const bytes = static_cast<unsigned char*>(buffer);
  std::memset(bytes, 0, kWrapping);
  std::memcpy(bytes + 4, kWrapper, sizeof kWrapper);
  std::memcpy(bytes + 4 + sizeof kWrapper + 2, kLibrary, sizeof kLibrary);
  std::memcpy(bytes + kWrapping, id, size);
  *wrapped_size = static_cast<ULONG>(kWrapping + size);
  *wrapped = static_cast<LPENTRYID>(buffer);
  return S_OK;
}

HRESULT Support::ModifyProfile(ULONG) { return S_OK; }

}  // namespace mapi_host
