// Tables as the tests read them. What cannot be done throws.
#pragma once

#include "mapi/host/restriction.h"
#include "mapi/host/session.h"

namespace mapi_host {

using Texts = std::vector<std::string>;

Ptr<IMAPITable> hierarchy_table(IMAPIFolder& folder, ULONG flags = MAPI_UNICODE);
Ptr<IMAPITable> recipient_table(IMessage& message, ULONG flags = MAPI_UNICODE);
Ptr<IMAPITable> attachment_table(IMessage& message, ULONG flags = MAPI_UNICODE);

void set_columns(IMAPITable& table, const std::vector<ULONG>& columns);
std::vector<ULONG> columns_of(IMAPITable& table, ULONG flags = 0);
void sort(IMAPITable& table, SortOrder order);
void sort_by(IMAPITable& table, ULONG tag, ULONG direction = TABLE_SORT_ASCEND);
void restrict_to(IMAPITable& table, const Where& where);
void go_to(IMAPITable& table, BOOKMARK from, LONG rows = 0);

// From the cursor on, in the columns that are set.
Rows next_rows(IMAPITable& table, LONG count, ULONG flags = 0);
// The texts of one column; a value that is none as "(none)", a number in decimal.
Texts texts(const Rows& rows, ULONG tag);
inline Texts next_texts(IMAPITable& table, LONG count, ULONG tag, ULONG flags = 0) {
  return texts(next_rows(table, count, flags), tag);
}
// All rows from the first one on, in the columns that are set; the cursor is at the end.
Rows every_row(IMAPITable& table);
std::string text_in(const SRow& row, ULONG tag);
inline std::string key_of(const SRow& row) { return text_in(row, PR_INSTANCE_KEY); }
inline LPBYTE bytes_ptr(const std::string& bytes) {
  return reinterpret_cast<LPBYTE>(const_cast<char*>(bytes.data()));
}

ULONG row_count(IMAPITable& table);
ULONG position(IMAPITable& table);  // of the row that is read next

}  // namespace mapi_host
