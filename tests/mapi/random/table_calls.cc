// IMAPITable: what it shows.
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

Ptr<IMAPITable> table(Desk& desk) { return desk.tables.any(desk.choices); }

void set_columns(Desk& desk) {
  Choices& c = desk.choices;
  Tags tags = c.tags();
  desk.look_at(table(desk)->SetColumns(c.unless_rarely(tags.get()), c.flags(TBL_ASYNC | TBL_BATCH)));
}

void query_columns(Desk& desk) {
  Choices& c = desk.choices;
  Buffer<SPropTagArray> tags;
  const HRESULT got = table(desk)->QueryColumns(c.flags(TBL_ALL_COLUMNS), c.unless_rarely(tags.out()));
  desk.look_at(got, tags.get());
}

void restrict_it(Desk& desk) {
  Choices& c = desk.choices;
  const Where where = c.restriction();
  desk.look_at(table(desk)->Restrict(c.chance(70) ? where.get() : nullptr, c.flags(TBL_ASYNC | TBL_BATCH)));
}

void sort_it(Desk& desk) {
  Choices& c = desk.choices;
  SortOrder order = c.sort_order();
  desk.look_at(table(desk)->SortTable(c.unless_rarely(order.get()), c.flags(TBL_ASYNC | TBL_BATCH)));
}

void query_sort_order(Desk& desk) {
  Buffer<SSortOrderSet> order;
  const HRESULT got = table(desk)->QuerySortOrder(desk.choices.unless_rarely(order.out()));
  desk.look_at(got, order.get());
}

void advise(Desk& desk) {
  Choices& c = desk.choices;
  ULONG_PTR connection = 0;
  const Ptr<IMAPITable> on = table(desk);
  desk.look_at(on->Advise(c.chance(90) ? fnevTableModified : c.number(), c.unless_rarely(desk.sink.get()),
                          c.unless_rarely(&connection)));
  if (c.chance(50)) desk.look_at(on->Unadvise(connection));
}

void get_status(Desk& desk) {
  Choices& c = desk.choices;
  ULONG status = 0, type = 0;
  desk.look_at(table(desk)->GetStatus(c.unless_rarely(&status), c.unless_rarely(&type)));
  desk.look_at(table(desk)->WaitForCompletion(c.flags(0), 1000, c.unless_rarely(&status)));
  desk.look_at(table(desk)->Abort());
}

void get_last_error(Desk& desk) {
  Choices& c = desk.choices;
  Buffer<MAPIERROR> error;
  desk.look_at(
      table(desk)->GetLastError(MAPI_E_TOO_COMPLEX, c.flags(MAPI_UNICODE), c.unless_rarely(error.out())));
}

}  // namespace

void call_table(Desk& desk) {
  any_of_calls(desk, {set_columns, query_columns, restrict_it, restrict_it, sort_it, sort_it,
                      query_sort_order, advise, get_status, get_last_error});
}

}  // namespace mapi_host
