#include "mapi/host/provider_admin.h"

#include <cstring>

#include "mapi/host/one_row_table.h"

namespace mapi_host {
namespace {

const std::string kUid(16, '\x5A');

}  // namespace

HRESULT ProviderAdmin::GetProviderTable(ULONG, LPMAPITABLE* table) {
  Values row;
  row.add(PR_PROVIDER_UID, kUid).add(PR_RESOURCE_TYPE, static_cast<LONG>(MAPI_STORE_PROVIDER));
  row.add(PR_DISPLAY_NAME_A, "Postroom message store").add(PR_PROVIDER_DLL_NAME_A, "libpostroom_mapi.so");
  *table = new OneRowTable(std::move(row));
  return S_OK;
}

HRESULT ProviderAdmin::OpenProfileSection(LPMAPIUID uid, LPCIID, ULONG, LPPROFSECT* section) {
  *section = nullptr;
  if (uid && std::memcmp(uid->ab, kUid.data(), kUid.size()) != 0) return MAPI_E_NOT_FOUND;
  *section = Ptr<ProfileSection>(section_).release();
  return S_OK;
}

}  // namespace mapi_host
