// The providers of a message service: one, with the section that its service entry configures.
#pragma once

#include "mapi/host/profile_section.h"

namespace mapi_host {

class ProviderAdmin final : public Object<IProviderAdmin, IID_IProviderAdmin> {
 public:
  explicit ProviderAdmin(Ptr<ProfileSection> section) : section_(std::move(section)) {}

  HRESULT GetLastError(HRESULT, ULONG, LPMAPIERROR* error) override {
    if (error) *error = nullptr;
    return S_OK;
  }
  HRESULT GetProviderTable(ULONG flags, LPMAPITABLE* table) override;  // one row: the store provider
  HRESULT CreateProvider(LPTSTR, ULONG, LPSPropValue, ULONG_PTR, ULONG, MAPIUID*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DeleteProvider(LPMAPIUID) override { return MAPI_E_NO_SUPPORT; }
  HRESULT OpenProfileSection(LPMAPIUID uid, LPCIID, ULONG, LPPROFSECT* section) override;

 private:
  const Ptr<ProfileSection> section_;
};

}  // namespace mapi_host
