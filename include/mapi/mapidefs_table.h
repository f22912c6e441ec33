// IMAPITable: rows of properties that can be sorted, filtered, grouped and watched.
#pragma once

#include "mapidefs_flags.h"
#include "mapidefs_notifications.h"
#include "mapidefs_restrictions.h"
#include "mapidefs_rows.h"

// A place in a table. The three that always exist, else what CreateBookmark gives.
using BOOKMARK = ULONG_PTR;
#define BOOKMARK_BEGINNING (static_cast<BOOKMARK>(0))
#define BOOKMARK_CURRENT (static_cast<BOOKMARK>(1))
#define BOOKMARK_END (static_cast<BOOKMARK>(2))

// GetStatus.
#define TBLSTAT_COMPLETE 0U
#define TBLSTAT_QCHANGED 7U
#define TBLSTAT_SORTING 9U
#define TBLSTAT_SORT_ERROR 10U
#define TBLSTAT_SETTING_COLS 11U
#define TBLSTAT_SETCOL_ERROR 13U
#define TBLSTAT_RESTRICTING 14U
#define TBLSTAT_RESTRICT_ERROR 15U
#define TBLTYPE_SNAPSHOT 0U
#define TBLTYPE_KEYSET 1U
#define TBLTYPE_DYNAMIC 2U

// SetColumns, SortTable, Restrict: begin and return; wait until the result is needed.
#define TBL_ASYNC 0x00000001U
#define TBL_BATCH 0x00000002U
#define TBL_NOWAIT 0x00000001U       // GetRowCount: no waiting for an exact number
#define TBL_ALL_COLUMNS 0x00000001U  // QueryColumns: every column there could be
#define TBL_NOADVANCE 0x00000001U    // QueryRows: the position stays
#define DIR_BACKWARD 0x00000001U     // FindRow

// PR_ROW_TYPE.
#define TBL_LEAF_ROW 1
#define TBL_EMPTY_CATEGORY 2
#define TBL_EXPANDED_CATEGORY 3
#define TBL_COLLAPSED_CATEGORY 4

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// One position, one order, one filter and one set of columns per table object. Rows and lists that are given
// are the caller's to free.
struct IMAPITable : public IUnknown {
  virtual HRESULT STDMETHODCALLTYPE GetLastError(HRESULT hResult, ULONG ulFlags,
                                                 LPMAPIERROR* lppMAPIError) = 0;
  virtual HRESULT STDMETHODCALLTYPE Advise(ULONG ulEventMask, LPMAPIADVISESINK lpAdviseSink,
                                           ULONG_PTR* lpulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE Unadvise(ULONG_PTR ulConnection) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetStatus(ULONG* lpulTableStatus, ULONG* lpulTableType) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetColumns(LPSPropTagArray lpPropTagArray, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE QueryColumns(ULONG ulFlags, LPSPropTagArray* lpPropTagArray) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetRowCount(ULONG ulFlags, ULONG* lpulCount) = 0;
  virtual HRESULT STDMETHODCALLTYPE SeekRow(BOOKMARK bkOrigin, LONG lRowCount, LONG* lplRowsSought) = 0;
  virtual HRESULT STDMETHODCALLTYPE SeekRowApprox(ULONG ulNumerator, ULONG ulDenominator) = 0;
  virtual HRESULT STDMETHODCALLTYPE QueryPosition(ULONG* lpulRow, ULONG* lpulNumerator,
                                                  ULONG* lpulDenominator) = 0;
  virtual HRESULT STDMETHODCALLTYPE FindRow(LPSRestriction lpRestriction, BOOKMARK bkOrigin,
                                            ULONG ulFlags) = 0;
  // A null restriction shows all rows.
  virtual HRESULT STDMETHODCALLTYPE Restrict(LPSRestriction lpRestriction, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE CreateBookmark(BOOKMARK* lpbkPosition) = 0;
  virtual HRESULT STDMETHODCALLTYPE FreeBookmark(BOOKMARK bkPosition) = 0;
  virtual HRESULT STDMETHODCALLTYPE SortTable(LPSSortOrderSet lpSortCriteria, ULONG ulFlags) = 0;
  virtual HRESULT STDMETHODCALLTYPE QuerySortOrder(LPSSortOrderSet* lppSortCriteria) = 0;
  // Backward from the position for a negative count. No rows is S_OK with an empty set.
  virtual HRESULT STDMETHODCALLTYPE QueryRows(LONG lRowCount, ULONG ulFlags, LPSRowSet* lppRows) = 0;
  virtual HRESULT STDMETHODCALLTYPE Abort() = 0;
  virtual HRESULT STDMETHODCALLTYPE ExpandRow(ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulRowCount,
                                              ULONG ulFlags, LPSRowSet* lppRows, ULONG* lpulMoreRows) = 0;
  virtual HRESULT STDMETHODCALLTYPE CollapseRow(ULONG cbInstanceKey, LPBYTE pbInstanceKey, ULONG ulFlags,
                                                ULONG* lpulRowCount) = 0;
  virtual HRESULT STDMETHODCALLTYPE WaitForCompletion(ULONG ulFlags, ULONG ulTimeout,
                                                      ULONG* lpulTableStatus) = 0;
  virtual HRESULT STDMETHODCALLTYPE GetCollapseState(ULONG ulFlags, ULONG cbInstanceKey,
                                                     LPBYTE lpbInstanceKey, ULONG* lpcbCollapseState,
                                                     LPBYTE* lppbCollapseState) = 0;
  virtual HRESULT STDMETHODCALLTYPE SetCollapseState(ULONG ulFlags, ULONG cbCollapseState,
                                                     LPBYTE pbCollapseState, BOOKMARK* lpbkLocation) = 0;
};

#pragma GCC diagnostic pop
