#include "mapi/host/table.h"

#include <stdexcept>

namespace mapi_host {
namespace {

void must(HRESULT result, const char* what) {
  if (result == S_OK) return;
  char text[200];
  std::snprintf(text, sizeof text, "%s: 0x%08X", what, static_cast<unsigned>(result));
  throw std::runtime_error(text);
}

}  // namespace

Ptr<IMAPITable> hierarchy_table(IMAPIFolder& folder, ULONG flags) {
  Ptr<IMAPITable> table;
  must(folder.GetHierarchyTable(flags, table.out()), "GetHierarchyTable");
  return table;
}

Ptr<IMAPITable> recipient_table(IMessage& message, ULONG flags) {
  Ptr<IMAPITable> table;
  must(message.GetRecipientTable(flags, table.out()), "GetRecipientTable");
  return table;
}

Ptr<IMAPITable> attachment_table(IMessage& message, ULONG flags) {
  Ptr<IMAPITable> table;
  must(message.GetAttachmentTable(flags, table.out()), "GetAttachmentTable");
  return table;
}

void set_columns(IMAPITable& table, const std::vector<ULONG>& columns) {
  must(table.SetColumns(Tags(columns).get(), 0), "SetColumns");
}

std::vector<ULONG> columns_of(IMAPITable& table, ULONG flags) {
  Buffer<SPropTagArray> tags;
  must(table.QueryColumns(flags, tags.out()), "QueryColumns");
  return {tags->aulPropTag, tags->aulPropTag + tags->cValues};
}

void sort(IMAPITable& table, SortOrder order) { must(table.SortTable(order.get(), 0), "SortTable"); }

void sort_by(IMAPITable& table, ULONG tag, ULONG direction) { sort(table, SortOrder({{tag, direction}})); }

void restrict_to(IMAPITable& table, const Where& where) { must(table.Restrict(where.get(), 0), "Restrict"); }

void go_to(IMAPITable& table, BOOKMARK from, LONG rows) {
  must(table.SeekRow(from, rows, nullptr), "SeekRow");
}

Rows next_rows(IMAPITable& table, LONG count, ULONG flags) {
  Rows rows;
  must(table.QueryRows(count, flags, rows.out()), "QueryRows");
  return rows;
}

Rows every_row(IMAPITable& table) {
  constexpr LONG kMany = 100'000;
  go_to(table, BOOKMARK_BEGINNING);
  return next_rows(table, kMany);
}

std::string text_in(const SRow& row, ULONG tag) {
  const SPropValue* const value = find(row, tag);
  if (!value) return "(no column)";
  if (const auto text = text_of(*value)) return *text;
  const auto number = number_of(*value);
  return number ? std::to_string(*number) : "(none)";
}

Texts texts(const Rows& rows, ULONG tag) {
  Texts found;
  for (ULONG i = 0; i < rows.size(); ++i) found.push_back(text_in(rows[i], tag));
  return found;
}

ULONG row_count(IMAPITable& table) {
  ULONG count = 0;
  must(table.GetRowCount(0, &count), "GetRowCount");
  return count;
}

ULONG position(IMAPITable& table) {
  ULONG row = 0, numerator = 0, denominator = 0;
  must(table.QueryPosition(&row, &numerator, &denominator), "QueryPosition");
  return row;
}

}  // namespace mapi_host
