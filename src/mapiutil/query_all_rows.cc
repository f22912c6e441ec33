// HrQueryAllRows.
#include <mapi/mapiutil.h>

#include <algorithm>
#include <vector>

#include "mapiutil/limits.h"

namespace postroom::mapiutil {
namespace {

constexpr LONG kRowsPerQuery = 1000;

// Rows on their way from the table to the caller; those that do not arrive are freed.
class Rows {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() {
    for (const SRow& row : rows_) MAPIFreeBuffer(row.lpProps);
  }

  std::size_t count() const { return rows_.size(); }

  // Takes the rows out of the set, and frees the set.
  void take(LPSRowSet set) {
    rows_.insert(rows_.end(), set->aRow, set->aRow + set->cRows);
    MAPIFreeBuffer(set);
  }

  HRESULT give(LPSRowSet* set) {
    void* buffer = nullptr;
    const auto count = static_cast<ULONG>(rows_.size());
    const SCODE result = MAPIAllocateBuffer(static_cast<ULONG>(CbNewSRowSet(count)), &buffer);
    if (result != S_OK) return result;
    *set = static_cast<LPSRowSet>(buffer);
    (*set)->cRows = count;
    std::copy(rows_.begin(), rows_.end(), (*set)->aRow);
    rows_.clear();
    return S_OK;
  }

 private:
  std::vector<SRow> rows_;
};

HRESULT set_up(LPMAPITABLE table, LPSPropTagArray columns, LPSRestriction restriction,
               LPSSortOrderSet order) {
  HRESULT result = columns ? table->SetColumns(columns, TBL_BATCH) : S_OK;
  if (SUCCEEDED(result) && restriction) result = table->Restrict(restriction, TBL_BATCH);
  if (SUCCEEDED(result) && order) result = table->SortTable(order, TBL_BATCH);
  if (SUCCEEDED(result)) result = table->SeekRow(BOOKMARK_BEGINNING, 0, nullptr);
  return result;
}

// One row more than may be kept is asked for, to know that there are more.
HRESULT read_all(LPMAPITABLE table, std::size_t max, Rows& rows) {
  while (rows.count() <= max) {
    const auto wanted = static_cast<LONG>(std::min<std::size_t>(kRowsPerQuery, max - rows.count() + 1));
    LPSRowSet set = nullptr;
    const HRESULT result = table->QueryRows(wanted, 0, &set);
    if (FAILED(result)) return result;
    if (!set) return MAPI_E_CALL_FAILED;
    const ULONG count = set->cRows;
    if (count > static_cast<ULONG>(wanted)) {
      FreeProws(set);
      return MAPI_E_CALL_FAILED;
    }
    rows.take(set);
    if (count == 0) return S_OK;
  }
  return MAPI_E_TABLE_TOO_BIG;
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

HRESULT HrQueryAllRows(LPMAPITABLE ptable, LPSPropTagArray ptaga, LPSRestriction pres, LPSSortOrderSet psos,
                       LONG crowsMax, LPSRowSet* pprows) {
  if (!ptable || !pprows || crowsMax < 0) return MAPI_E_INVALID_PARAMETER;
  *pprows = nullptr;
  HRESULT result = set_up(ptable, ptaga, pres, psos);
  if (FAILED(result)) return result;
  const ULONG max = crowsMax == 0 ? kMaxRows : std::min(static_cast<ULONG>(crowsMax), kMaxRows);
  Rows rows;
  result = read_all(ptable, max, rows);
  return FAILED(result) ? result : rows.give(pprows);
}
