#include "mapi/host/one_row_table.h"

#include <cstring>

namespace mapi_host {

HRESULT OneRowTable::SetColumns(LPSPropTagArray tags, ULONG) {
  columns_.assign(tags->aulPropTag, tags->aulPropTag + tags->cValues);
  return S_OK;
}

HRESULT OneRowTable::QueryColumns(ULONG, LPSPropTagArray* tags) {
  void* buffer = nullptr;
  allocate_buffer(static_cast<ULONG>(CbNewSPropTagArray(row_.count())), &buffer);
  *tags = static_cast<LPSPropTagArray>(buffer);
  (*tags)->cValues = row_.count();
  for (ULONG i = 0; i < row_.count(); ++i) (*tags)->aulPropTag[i] = row_[i].ulPropTag;
  return S_OK;
}

HRESULT OneRowTable::GetRowCount(ULONG, ULONG* count) {
  *count = is_hidden_ ? 0 : 1;
  return S_OK;
}

HRESULT OneRowTable::SeekRow(BOOKMARK, LONG, LONG* moved) {
  if (moved) *moved = 0;
  is_read_ = false;
  return S_OK;
}

// Knows PR_RESOURCE_TYPE and PR_PROVIDER_UID alone; everything else holds.
HRESULT OneRowTable::Restrict(LPSRestriction restriction, ULONG) {
  is_hidden_ = is_read_ = false;
  if (!restriction || restriction->rt != RES_PROPERTY) return S_OK;
  const SPropValue& wanted = *restriction->res.resProperty.lpProp;
  for (ULONG i = 0; i < row_.count(); ++i) {
    if (row_[i].ulPropTag == wanted.ulPropTag) is_hidden_ = text_of(row_[i]) != text_of(wanted) || number_of(row_[i]) != number_of(wanted);
  }
  return S_OK;
}

HRESULT OneRowTable::SortTable(LPSSortOrderSet, ULONG) { return S_OK; }

HRESULT OneRowTable::FindRow(LPSRestriction restriction, BOOKMARK, ULONG flags) {
  Restrict(restriction, flags);
  const bool found = !is_hidden_;
  is_hidden_ = false;
  is_read_ = !found;
  return found ? S_OK : MAPI_E_NOT_FOUND;
}

// The values live in this table, which outlives its rows in the tests; rows hold copies of what they point to.
HRESULT OneRowTable::QueryRows(LONG, ULONG, LPSRowSet* rows) {
  void* buffer = nullptr;
  allocate_buffer(static_cast<ULONG>(CbNewSRowSet(1)), &buffer);
  *rows = static_cast<LPSRowSet>(buffer);
  (*rows)->cRows = is_hidden_ || is_read_ ? 0 : 1;
  if ((*rows)->cRows == 0) return S_OK;
  is_read_ = true;
  std::vector<ULONG> tags = columns_;
  for (ULONG i = 0; tags.empty() && i < row_.count(); ++i) tags.push_back(row_[i].ulPropTag);
  void* values = nullptr;
  allocate_buffer(static_cast<ULONG>(tags.size() * sizeof(SPropValue)), &values);
  (*rows)->aRow[0] = {0, static_cast<ULONG>(tags.size()), static_cast<LPSPropValue>(values)};
  for (std::size_t k = 0; k < tags.size(); ++k) {
    SPropValue& out = (*rows)->aRow[0].lpProps[k];
    out = {};
    out.ulPropTag = CHANGE_PROP_TYPE(tags[k], PT_ERROR);
    out.Value.err = MAPI_E_NOT_FOUND;
    for (ULONG i = 0; i < row_.count(); ++i) {
      if (row_[i].ulPropTag != tags[k]) continue;
      out = row_[i];
      if (PROP_TYPE(tags[k]) != PT_BINARY) continue;
      void* bytes = nullptr;
      allocate_more(out.Value.bin.cb, values, &bytes);
      std::memcpy(bytes, out.Value.bin.lpb, out.Value.bin.cb);
      out.Value.bin.lpb = static_cast<LPBYTE>(bytes);
    }
  }
  return S_OK;
}

}  // namespace mapi_host
