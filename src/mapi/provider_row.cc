#include "mapi/provider_row.h"

#include <mapi/mapitags.h>

#include <cstring>

namespace postroom::mapi {
namespace {

constexpr LONG kRowsAtOnce = 50;

// The rows, each with its buffer.
class Rows {
 public:
  explicit Rows(const Memory& memory) : memory_(memory) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() {
    for (ULONG i = 0; i < size(); ++i) memory_.free_buffer(rows_->aRow[i].lpProps);
    if (rows_) memory_.free_buffer(rows_);
  }
  LPSRowSet* out() { return &rows_; }
  ULONG size() const { return rows_ ? rows_->cRows : 0; }
  const SRow& operator[](ULONG i) const { return rows_->aRow[i]; }

 private:
  const Memory& memory_;
  LPSRowSet rows_ = nullptr;
};

// Rows of further sections of the service have no resource type.
bool read_uid(const SRow& row, MAPIUID& uid) {
  const SPropValue* found = nullptr;
  bool is_store = false;
  for (ULONG i = 0; i < row.cValues; ++i) {
    const SPropValue& value = row.lpProps[i];
    if (value.ulPropTag == PR_PROVIDER_UID && value.Value.bin.cb == sizeof(MAPIUID)) found = &value;
    if (value.ulPropTag == PR_RESOURCE_TYPE) is_store = value.Value.l == MAPI_STORE_PROVIDER;
  }
  if (!found || !is_store) return false;
  std::memcpy(&uid, found->Value.bin.lpb, sizeof uid);
  return true;
}

HRESULT find_uid(const Memory& memory, IMAPITable& table, MAPIUID& uid) {
  SizedSPropTagArray(2, columns) = {2, {PR_PROVIDER_UID, PR_RESOURCE_TYPE}};
  const HRESULT set = table.SetColumns(reinterpret_cast<LPSPropTagArray>(&columns), 0);
  if (FAILED(set)) return set;
  for (;;) {
    Rows rows(memory);
    const HRESULT read = table.QueryRows(kRowsAtOnce, 0, rows.out());
    if (FAILED(read)) return read;
    if (rows.size() == 0) return MAPI_E_NOT_FOUND;
    for (ULONG i = 0; i < rows.size(); ++i) {
      if (read_uid(rows[i], uid)) return S_OK;
    }
  }
}

}  // namespace

HRESULT open_provider_section(const Memory& memory, IMAPISupport* support, IProviderAdmin* admin,
                              Ref<IProfSect>& section) {
  LPPROFSECT opened = nullptr;
  HRESULT answer = MAPI_E_INVALID_PARAMETER;
  if (admin) {
    LPMAPITABLE table = nullptr;
    answer = admin->GetProviderTable(0, &table);
    if (FAILED(answer)) return answer;
    MAPIUID uid;
    answer = find_uid(memory, *Ref<IMAPITable>::take(table), uid);
    if (FAILED(answer)) return answer;
    answer = admin->OpenProfileSection(&uid, nullptr, MAPI_MODIFY, &opened);
  } else if (support) {
    answer = support->OpenProfileSection(nullptr, MAPI_MODIFY, &opened);
  }
  if (SUCCEEDED(answer)) section = Ref<IProfSect>::take(opened);
  return answer;
}

}  // namespace postroom::mapi
