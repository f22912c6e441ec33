#include "mapiutil/testing/table.h"

#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>

#include <algorithm>

namespace postroom::mapiutil {
namespace {

LPSRowSet numbered_rows(ULONG first, ULONG count) {
  void* block = nullptr;
  if (MAPIAllocateBuffer(static_cast<ULONG>(CbNewSRowSet(count)), &block) != S_OK) return nullptr;
  auto* set = static_cast<LPSRowSet>(block);
  set->cRows = count;
  for (ULONG i = 0; i < count; ++i) {
    void* values = nullptr;
    if (MAPIAllocateBuffer(sizeof(SPropValue), &values) != S_OK) return nullptr;
    auto* value = static_cast<LPSPropValue>(values);
    *value = {};
    value->ulPropTag = PR_ROWID;
    value->Value.l = static_cast<LONG>(first + i);
    set->aRow[i] = {0, 1, value};
  }
  return set;
}

}  // namespace

HRESULT NumberedTable::SetColumns(LPSPropTagArray, ULONG ulFlags) {
  calls.push_back(ulFlags == TBL_BATCH ? "columns" : "columns now");
  return set_columns;
}

HRESULT NumberedTable::Restrict(LPSRestriction, ULONG ulFlags) {
  calls.push_back(ulFlags == TBL_BATCH ? "restriction" : "restriction now");
  return restrict;
}

HRESULT NumberedTable::SortTable(LPSSortOrderSet, ULONG ulFlags) {
  calls.push_back(ulFlags == TBL_BATCH ? "order" : "order now");
  return sort;
}

HRESULT NumberedTable::SeekRow(BOOKMARK bkOrigin, LONG lRowCount, LONG*) {
  calls.push_back(bkOrigin == BOOKMARK_BEGINNING && lRowCount == 0 ? "beginning" : "elsewhere");
  next = 0;
  return seek;
}

HRESULT NumberedTable::QueryRows(LONG lRowCount, ULONG, LPSRowSet* lppRows) {
  if (FAILED(query) && next >= rows_before_failing) return query;
  if (gives_null) return S_OK;
  ULONG count = std::min({static_cast<ULONG>(lRowCount), most_per_query, rows_ - next});
  if (gives_too_many) count = static_cast<ULONG>(lRowCount) + 1;
  *lppRows = numbered_rows(next, count);
  next += count;
  return S_OK;
}

}  // namespace postroom::mapiutil
