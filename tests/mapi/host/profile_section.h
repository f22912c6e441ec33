// A section of the host's profile, in memory.
#pragma once

#include <mapi/mapiguid.h>

#include <map>
#include <mutex>

#include "mapi/host/com.h"
#include "mapi/host/properties.h"

namespace mapi_host {

// Texts and binaries, numbers and flags; secure properties are given only to whoever asks for them (row 39).
class ProfileSection final : public Object<IProfSect, IID_IMAPIProp, IID_IProfSect> {
 public:
  // Of the tests: what stands there, by id; nothing.
  std::optional<std::string> text(ULONG tag) const;
  bool has(ULONG tag) const;
  void set(Values& values) { SetProps(values.count(), values.data(), nullptr); }
  bool refuses_writes = false;

  HRESULT GetLastError(HRESULT, ULONG, LPMAPIERROR* error) override;
  HRESULT SaveChanges(ULONG) override { return S_OK; }
  HRESULT GetProps(LPSPropTagArray tags, ULONG flags, ULONG* count, LPSPropValue* values) override;
  HRESULT GetPropList(ULONG flags, LPSPropTagArray* tags) override;
  HRESULT OpenProperty(ULONG, LPCIID, ULONG, ULONG, LPUNKNOWN*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SetProps(ULONG count, LPSPropValue values, LPSPropProblemArray* problems) override;
  HRESULT DeleteProps(LPSPropTagArray tags, LPSPropProblemArray* problems) override;
  HRESULT CopyTo(ULONG, LPCIID, LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID, ULONG,
                 LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT CopyProps(LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID, ULONG,
                    LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT GetNamesFromIDs(LPSPropTagArray*, LPGUID, ULONG, ULONG*, LPMAPINAMEID**) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT GetIDsFromNames(ULONG, LPMAPINAMEID*, ULONG, LPSPropTagArray*) override { return MAPI_E_NO_SUPPORT; }

 private:
  struct Kept {
    ULONG type = 0;  // PT_UNICODE for both kinds of text
    std::string bytes;
    LONG number = 0;
  };
  void give(const Kept* kept, ULONG tag, ULONG flags, LPVOID buffer, SPropValue& out) const;

  mutable std::mutex mutex_;
  std::map<ULONG, Kept> kept_;  // by id
};

}  // namespace mapi_host
