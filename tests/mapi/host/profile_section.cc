#include "mapi/host/profile_section.h"

#include <cstring>

#include "mapi/host/text.h"

namespace mapi_host {
namespace {

bool is_secure(ULONG id) { return id >= 0x67F0 && id <= 0x67FF; }

void* hang(LPVOID buffer, const void* bytes, std::size_t size) {
  void* made = nullptr;
  allocate_more(static_cast<ULONG>(size), buffer, &made);
  std::memcpy(made, bytes, size);
  return made;
}

}  // namespace

std::optional<std::string> ProfileSection::text(ULONG tag) const {
  const std::lock_guard guard(mutex_);
  const auto found = kept_.find(PROP_ID(tag));
  return found == kept_.end() ? std::nullopt : std::optional(found->second.bytes);
}

bool ProfileSection::has(ULONG tag) const { return text(tag).has_value(); }

HRESULT ProfileSection::GetLastError(HRESULT, ULONG, LPMAPIERROR* error) {
  if (error) *error = nullptr;
  return S_OK;
}

void ProfileSection::give(const Kept* kept, ULONG tag, ULONG flags, LPVOID buffer, SPropValue& out) const {
  out = {};
  const ULONG asked = PROP_TYPE(tag);
  const bool is_text = kept && kept->type == PT_UNICODE;
  const ULONG type = !kept ? 0
                     : is_text && asked == PT_UNSPECIFIED ? ((flags & MAPI_UNICODE) != 0 ? PT_UNICODE : PT_STRING8)
                     : is_text && asked == PT_STRING8     ? PT_STRING8
                                                          : kept->type;
  if (!kept || (asked != PT_UNSPECIFIED && asked != type)) {
    out.ulPropTag = CHANGE_PROP_TYPE(tag, PT_ERROR);
    out.Value.err = MAPI_E_NOT_FOUND;
    return;
  }
  out.ulPropTag = CHANGE_PROP_TYPE(tag, type);
  if (type == PT_UNICODE) {
    const std::wstring wide = to_wide(kept->bytes);
    out.Value.lpszW = static_cast<LPWSTR>(hang(buffer, wide.c_str(), (wide.size() + 1) * sizeof(wchar_t)));
  } else if (type == PT_STRING8) {
    out.Value.lpszA = static_cast<LPSTR>(hang(buffer, kept->bytes.c_str(), kept->bytes.size() + 1));
  } else if (type == PT_BINARY) {
    out.Value.bin = {static_cast<ULONG>(kept->bytes.size()),
                     static_cast<LPBYTE>(hang(buffer, kept->bytes.data(), kept->bytes.size()))};
  } else if (type == PT_BOOLEAN) {
    out.Value.b = static_cast<USHORT>(kept->number);
  } else {
    out.Value.l = kept->number;
  }
}

HRESULT ProfileSection::GetProps(LPSPropTagArray tags, ULONG flags, ULONG* count, LPSPropValue* values) {
  const std::lock_guard guard(mutex_);
  std::vector<ULONG> wanted;
  if (tags) {
    wanted.assign(tags->aulPropTag, tags->aulPropTag + tags->cValues);
  } else {
    for (const auto& [id, kept] : kept_) {
      if (!is_secure(id)) wanted.push_back(PROP_TAG(PT_UNSPECIFIED, id));
    }
  }
  void* buffer = nullptr;
  allocate_buffer(static_cast<ULONG>(wanted.size() * sizeof(SPropValue)), &buffer);
  *values = static_cast<LPSPropValue>(buffer);
  *count = static_cast<ULONG>(wanted.size());
  HRESULT result = S_OK;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = kept_.find(PROP_ID(wanted[i]));
    give(found == kept_.end() ? nullptr : &found->second, wanted[i], flags, buffer, (*values)[i]);
    if (error_of((*values)[i]) != S_OK) result = MAPI_W_ERRORS_RETURNED;
  }
  return result;
}

HRESULT ProfileSection::GetPropList(ULONG flags, LPSPropTagArray* tags) {
  const std::lock_guard guard(mutex_);
  void* buffer = nullptr;
  allocate_buffer(static_cast<ULONG>(CbNewSPropTagArray(kept_.size() + 1)), &buffer);
  *tags = static_cast<LPSPropTagArray>(buffer);
  (*tags)->cValues = 0;
  for (const auto& [id, kept] : kept_) {
    if (is_secure(id)) continue;
    const ULONG type = kept.type == PT_UNICODE && (flags & MAPI_UNICODE) == 0 ? PT_STRING8 : kept.type;
    (*tags)->aulPropTag[(*tags)->cValues++] = PROP_TAG(type, id);
  }
  return S_OK;
}

HRESULT ProfileSection::SetProps(ULONG count, LPSPropValue values, LPSPropProblemArray* problems) {
  if (problems) *problems = nullptr;
  if (refuses_writes) return MAPI_E_NO_ACCESS;
  const std::lock_guard guard(mutex_);
  for (ULONG i = 0; i < count; ++i) {
    const ULONG type = PROP_TYPE(values[i].ulPropTag);
    if (type == PT_NULL || type == PT_ERROR) continue;
    Kept kept{type == PT_STRING8 ? PT_UNICODE : type, text_of(values[i]).value_or(""), number_of(values[i]).value_or(0)};
    kept_[PROP_ID(values[i].ulPropTag)] = std::move(kept);
  }
  return S_OK;
}

HRESULT ProfileSection::DeleteProps(LPSPropTagArray tags, LPSPropProblemArray* problems) {
  if (problems) *problems = nullptr;
  const std::lock_guard guard(mutex_);
  for (ULONG i = 0; i < tags->cValues; ++i) kept_.erase(PROP_ID(tags->aulPropTag[i]));
  return S_OK;
}

}  // namespace mapi_host
