#include "mapi/table_object.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/advising.h"
#include "mapi/no_throw.h"
#include "mapi/restrictions.h"
#include "mapi/table_constants.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

constexpr std::size_t kMaxAskedColumns = kMaxColumns - 1;  // one is for the table itself
constexpr ULONG kTimingFlags = TBL_ASYNC | TBL_BATCH;

std::vector<PropertyTag> in_width_of(std::vector<PropertyTag> tags, Width width) {
  for (PropertyTag& tag : tags) tag = in_width(tag, width);
  return tags;
}

LPSPropTagArray give_tags(const Memory& memory, const std::vector<PropertyTag>& tags) {
  Block block(memory, CbNewSPropTagArray(tags.size()));
  auto* const given = block.as<SPropTagArray>();
  given->cValues = static_cast<ULONG>(tags.size());
  ULONG* const each = given->aulPropTag;
  for (std::size_t i = 0; i < tags.size(); ++i) each[i] = tags[i].value;
  return block.release<SPropTagArray>();
}

ULONG as_count(std::uint64_t rows) { return static_cast<ULONG>(std::min<std::uint64_t>(rows, 0xFFFFFFFEU)); }

}  // namespace

TableObject::TableObject(SharedContext context, Table table, TableKind kind, Width width,
                         std::span<const PropertyTag> of_rows)
    : state_(std::move(context)),
      kind_(kind),
      width_(width),
      constants_(constant_columns(state_.context(), kind)),
      table_(std::move(table)),
      known_(kind, table_.columns(), of_rows),
      listeners_(state_.context(), table_) {
  static_cast<void>(show(in_width_of(table_.columns(), width_)));  // cannot be refused
}

Ref<IMAPITable> make_table(SharedContext context, Table table, TableKind kind, ULONG flags,
                           std::span<const PropertyTag> of_rows) {
  return make_object<TableObject>(std::move(context), std::move(table), kind, width_of(flags), of_rows);
}

HRESULT TableObject::GetLastError(HRESULT result, ULONG flags, LPMAPIERROR* error) {
  return state_.get_last_error(result, flags, error);
}

HRESULT TableObject::Advise(ULONG event_mask, LPMAPIADVISESINK sink, ULONG_PTR* connection) {
  return state_.call([&]() -> Answer {
    if (!sink || !connection) return MAPI_E_INVALID_PARAMETER;
    *connection = 0;
    if (event_mask != fnevTableModified) return MAPI_E_INVALID_PARAMETER;
    if (!follows()) return MAPI_E_NO_SUPPORT;
    auto advised = listeners_.add(sink);
    if (!advised.ok()) return not_advised(state_.context(), std::move(advised).error());
    *connection = *advised;
    return S_OK;
  });
}

// Not under the object's lock: it waits for OnNotify, in which the sink may call this table.
HRESULT TableObject::Unadvise(ULONG_PTR connection) {
  const StoreContext::Use use(state_.context());
  if (!state_.context().is_valid()) return MAPI_E_INVALID_OBJECT;
  return without_throwing([&] {
    const Status removed = listeners_.remove(connection);
    return removed.ok() ? S_OK : to_hresult(removed.error().code);
  });
}

HRESULT TableObject::GetStatus(ULONG* status, ULONG* type) {
  return state_.call([&]() -> Answer {
    if (status) *status = TBLSTAT_COMPLETE;
    if (type) *type = follows() ? TBLTYPE_DYNAMIC : TBLTYPE_SNAPSHOT;
    return S_OK;
  });
}

Status TableObject::show(std::vector<PropertyTag> columns) {
  auto shown = std::make_shared<const ShownColumns>(std::move(columns), known_, width_, constants_);
  listeners_.set_columns(shown);
  const Status set = table_.set_columns(shown->wanted());
  if (set.ok()) {
    columns_ = std::move(shown);
  } else {
    listeners_.take_columns_back();
  }
  return set;
}

HRESULT TableObject::SetColumns(LPSPropTagArray tags, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (!tags || tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
    if ((flags & ~kTimingFlags) != 0) return MAPI_E_UNKNOWN_FLAGS;
    if (tags->cValues > kMaxAskedColumns) return MAPI_E_TOO_COMPLEX;
    const ULONG* const each = tags->aulPropTag;
    std::vector<PropertyTag> columns;
    for (ULONG i = 0; i < tags->cValues; ++i) columns.emplace_back(each[i]);
    TRY(show(std::move(columns)));
    return S_OK;
  });
}

HRESULT TableObject::QueryColumns(ULONG flags, LPSPropTagArray* tags) {
  return state_.call([&]() -> Answer {
    if (!tags) return MAPI_E_INVALID_PARAMETER;
    *tags = nullptr;
    if ((flags & ~TBL_ALL_COLUMNS) != 0) return MAPI_E_UNKNOWN_FLAGS;
    std::vector<PropertyTag> columns;
    if ((flags & TBL_ALL_COLUMNS) != 0) columns = in_width_of(known_.available(), width_);
    for (const PropertyTag tag : columns_->asked()) {
      if (flags == 0 || std::find(columns.begin(), columns.end(), tag) == columns.end())
        columns.push_back(tag);
    }
    *tags = give_tags(state_.memory(), columns);
    return S_OK;
  });
}

HRESULT TableObject::GetRowCount(ULONG flags, ULONG* count) {
  return state_.call([&]() -> Answer {
    if (!count) return MAPI_E_INVALID_PARAMETER;
    *count = 0;
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    TRY_SET(const std::uint64_t rows, table_.row_count());
    *count = as_count(rows);
    return S_OK;
  });
}

HRESULT TableObject::QueryRows(LONG count, ULONG flags, LPSRowSet* rows) {
  return state_.call([&]() -> Answer {
    if (!rows) return MAPI_E_INVALID_PARAMETER;
    *rows = nullptr;
    if (count == 0) return MAPI_E_INVALID_PARAMETER;
    if ((flags & ~TBL_NOADVANCE) != 0) return MAPI_E_UNKNOWN_FLAGS;
    const auto advance = (flags & TBL_NOADVANCE) != 0 ? Table::Advance::no : Table::Advance::yes;
    TRY_SET(const std::vector<RowValues> values, table_.read(count, advance));
    *rows = write_rows(state_.memory(), *columns_, values);
    return S_OK;
  });
}

Result<Restriction> TableObject::read(const SRestriction& restriction, std::uint32_t categories) const {
  TRY_SET(Restriction wanted, read_restriction(restriction));
  TRY(check(wanted));
  PropertySet alike = constants_;
  if (categories == 0) {
    alike.set(tag::row_type, row_type::leaf);
    if (kind_ != TableKind::hierarchy) alike.set(tag::depth, std::int32_t{0});
  }
  return with_constants(std::move(wanted), alike);
}

HRESULT TableObject::Restrict(LPSRestriction restriction, ULONG flags) {
  return state_.call([&]() -> Answer {
    if ((flags & ~kTimingFlags) != 0) return MAPI_E_UNKNOWN_FLAGS;
    std::optional<Restriction> wanted;
    if (restriction) {
      TRY_SET(wanted, read(*restriction, 0));  // it drops categories
    }
    TRY(table_.restrict(std::move(wanted)));
    return S_OK;
  });
}

Answer TableObject::sort(const SSortOrderSet& order) {
  TRY_SET(SortOrder wanted, read_sort_order(order));
  std::vector<PropertyTag> given;
  for (SortKey& key : wanted.keys) {
    given.push_back(key.tag);
    key.tag = in_width(known_.with_type(key.tag), Width::wide);
  }
  TRY(table_.sort(std::move(wanted)));
  sorted_by_ = std::move(given);
  return S_OK;
}

HRESULT TableObject::SortTable(LPSSortOrderSet order, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (!order) return MAPI_E_INVALID_PARAMETER;
    if ((flags & ~kTimingFlags) != 0) return MAPI_E_UNKNOWN_FLAGS;
    return sort(*order);
  });
}

// A restriction may have taken some of the keys away since they were given.
HRESULT TableObject::QuerySortOrder(LPSSortOrderSet* order) {
  return state_.call([&]() -> Answer {
    if (!order) return MAPI_E_INVALID_PARAMETER;
    *order = nullptr;
    SortOrder now = table_.order();
    for (SortKey& key : now.keys) {
      const auto given = std::find_if(sorted_by_.begin(), sorted_by_.end(),
                                      [&](PropertyTag tag) { return tag.id() == key.tag.id(); });
      if (given != sorted_by_.end()) key.tag = *given;
    }
    Block block(state_.memory(), CbNewSSortOrderSet(std::max<std::size_t>(1, now.keys.size())));
    write_sort_order(now, *block.as<SSortOrderSet>());
    *order = block.release<SSortOrderSet>();
    return S_OK;
  });
}

HRESULT TableObject::Abort() {
  return state_.call([]() -> Answer { return S_OK; });  // nothing is under way
}

HRESULT TableObject::WaitForCompletion(ULONG flags, ULONG, ULONG* status) {
  return state_.call([&]() -> Answer {
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    if (status) *status = TBLSTAT_COMPLETE;
    return S_OK;
  });
}

}  // namespace postroom::mapi
