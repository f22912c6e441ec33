// IMAPITable over a table of the store ("IMAPITable : IUnknown" in the Outlook MAPI reference; section 4 of
// the requirements, rows 87 to 103 and 117). Everything is done when a call returns, whatever TBL_ASYNC and
// TBL_BATCH ask for.
#pragma once

#include <postroom/table.h>

#include "mapi/table_columns.h"
#include "mapi/table_listeners.h"

namespace postroom::mapi {

// Contents and hierarchy tables follow the store; those of recipients, attachments and receive folders are of
// the moment they were opened, and tell nobody of anything (Advise: MAPI_E_NO_SUPPORT).
class TableObject final : public Unknown<IMAPITable, IID_IMAPITable> {
 public:
  // `of_rows`: what KnownColumns takes them for.
  TableObject(SharedContext context, Table table, TableKind kind, Width width,
              std::span<const PropertyTag> of_rows);

  HRESULT GetLastError(HRESULT result, ULONG flags, LPMAPIERROR* error) override;
  HRESULT Advise(ULONG event_mask, LPMAPIADVISESINK sink, ULONG_PTR* connection) override;
  HRESULT Unadvise(ULONG_PTR connection) override;
  HRESULT GetStatus(ULONG* status, ULONG* type) override;
  HRESULT SetColumns(LPSPropTagArray tags, ULONG flags) override;
  HRESULT QueryColumns(ULONG flags, LPSPropTagArray* tags) override;
  HRESULT GetRowCount(ULONG flags, ULONG* count) override;
  HRESULT SeekRow(BOOKMARK origin, LONG rows, LONG* sought) override;
  HRESULT SeekRowApprox(ULONG numerator, ULONG denominator) override;
  HRESULT QueryPosition(ULONG* row, ULONG* numerator, ULONG* denominator) override;
  HRESULT FindRow(LPSRestriction restriction, BOOKMARK origin, ULONG flags) override;
  HRESULT Restrict(LPSRestriction restriction, ULONG flags) override;
  HRESULT CreateBookmark(BOOKMARK* bookmark) override;
  HRESULT FreeBookmark(BOOKMARK bookmark) override;
  HRESULT SortTable(LPSSortOrderSet order, ULONG flags) override;
  HRESULT QuerySortOrder(LPSSortOrderSet* order) override;
  HRESULT QueryRows(LONG count, ULONG flags, LPSRowSet* rows) override;
  HRESULT Abort() override;
  HRESULT ExpandRow(ULONG key_size, LPBYTE key, ULONG count, ULONG flags, LPSRowSet* rows,
                    ULONG* more) override;
  HRESULT CollapseRow(ULONG key_size, LPBYTE key, ULONG flags, ULONG* count) override;
  HRESULT WaitForCompletion(ULONG flags, ULONG timeout, ULONG* status) override;
  HRESULT GetCollapseState(ULONG flags, ULONG key_size, LPBYTE key, ULONG* state_size,
                           LPBYTE* state) override;
  HRESULT SetCollapseState(ULONG flags, ULONG state_size, LPBYTE state, BOOKMARK* location) override;

 private:
  Status show(std::vector<PropertyTag> columns);
  // `categories`: of the table that it is evaluated on.
  Result<Restriction> read(const SRestriction& restriction, std::uint32_t categories) const;
  Answer sort(const SSortOrderSet& order);
  Answer expand(ByteView header, ULONG count, LPSRowSet* rows, ULONG* added);
  Status seek_behind(ByteView row);
  bool follows() const { return kind_ == TableKind::contents || kind_ == TableKind::hierarchy; }

  ObjectState state_;
  const TableKind kind_;
  const Width width_;
  const PropertySet constants_;
  Table table_;
  const KnownColumns known_;
  std::shared_ptr<const ShownColumns> columns_;
  std::vector<PropertyTag> sorted_by_;  // as they were given
  TableListeners listeners_;            // first to go
};

}  // namespace postroom::mapi
