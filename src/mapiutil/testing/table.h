// For tests: a table of numbered rows that does what it is told to, and fails where it is told to.
#pragma once

#include <mapi/mapidefs.h>

#include <string>
#include <vector>

namespace postroom::mapiutil {

// Each row has one property: its number as PR_ROWID. Lives where its test declares it.
class NumberedTable final : public IMAPITable {
 public:
  explicit NumberedTable(ULONG rows) : rows_(rows) {}
  ~NumberedTable() = default;

  // What it answers to the calls that HrQueryAllRows makes; S_OK without effect otherwise.
  HRESULT set_columns = S_OK, restrict = S_OK, sort = S_OK, seek = S_OK;
  HRESULT query = S_OK;  // after `rows_before_failing`
  ULONG rows_before_failing = 0;
  ULONG most_per_query = 1000;  // fewer than asked for
  bool gives_null = false;      // a success without rows
  bool gives_too_many = false;  // one more than asked for
  std::vector<std::string> calls;
  ULONG next = 0;

  HRESULT QueryInterface(REFIID, void**) override { return MAPI_E_INTERFACE_NOT_SUPPORTED; }
  ULONG AddRef() override { return 2; }
  ULONG Release() override { return 1; }

  HRESULT SetColumns(LPSPropTagArray lpPropTagArray, ULONG ulFlags) override;
  HRESULT Restrict(LPSRestriction lpRestriction, ULONG ulFlags) override;
  HRESULT SortTable(LPSSortOrderSet lpSortCriteria, ULONG ulFlags) override;
  HRESULT SeekRow(BOOKMARK bkOrigin, LONG lRowCount, LONG* lplRowsSought) override;
  HRESULT QueryRows(LONG lRowCount, ULONG ulFlags, LPSRowSet* lppRows) override;

  HRESULT GetLastError(HRESULT, ULONG, LPMAPIERROR*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Advise(ULONG, LPMAPIADVISESINK, ULONG_PTR*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Unadvise(ULONG_PTR) override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetStatus(ULONG*, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT QueryColumns(ULONG, LPSPropTagArray*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetRowCount(ULONG, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SeekRowApprox(ULONG, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT QueryPosition(ULONG*, ULONG*, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT FindRow(LPSRestriction, BOOKMARK, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT CreateBookmark(BOOKMARK*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT FreeBookmark(BOOKMARK) override { return MAPI_E_NO_SUPPORT; }
  HRESULT QuerySortOrder(LPSSortOrderSet*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT ExpandRow(ULONG, LPBYTE, ULONG, ULONG, LPSRowSet*, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT CollapseRow(ULONG, LPBYTE, ULONG, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT WaitForCompletion(ULONG, ULONG, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Abort() override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetCollapseState(ULONG, ULONG, LPBYTE, ULONG*, LPBYTE*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SetCollapseState(ULONG, ULONG, LPBYTE, BOOKMARK*) override { return MAPI_E_NO_SUPPORT; }

 private:
  ULONG rows_;
};

}  // namespace postroom::mapiutil
