// Categories of a table: opening, closing, and keeping which are open (row 98; "Sorting and categorization"
// in the Outlook MAPI reference).
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/table_object.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

constexpr ULONG kMaxInstanceKey = 64;         // bytes; ours are shorter
constexpr ULONG kMaxGivenState = 16U << 20U;  // bytes; as many as a table gives

bool is_key(ULONG size, LPBYTE key) { return key && size > 0 && size <= kMaxInstanceKey; }

}  // namespace

// The cursor goes behind that row.
Status TableObject::seek_behind(ByteView row) {
  const Restriction is_row{PropertyRestriction{
      tag::instance_key, Relation::equal, {tag::instance_key, Bytes(row.begin(), row.end())}}};
  TRY(table_.find(is_row, kBeginning));
  TRY(table_.seek(kCurrent, 1));
  return ok_status();
}

Answer TableObject::expand(ByteView header, ULONG count, LPSRowSet* rows, ULONG* added) {
  TRY_SET(const std::uint64_t came, table_.expand(header));
  TRY(seek_behind(header));
  if (added) *added = static_cast<ULONG>(came);
  std::vector<RowValues> values;
  const auto wanted = static_cast<std::int64_t>(std::min<std::uint64_t>(count, came));
  if (wanted > 0) {
    TRY_SET(values, table_.read(wanted));
  }
  if (rows) *rows = write_rows(state_.memory(), *columns_, values);
  return S_OK;
}

HRESULT TableObject::ExpandRow(ULONG key_size, LPBYTE key, ULONG count, ULONG flags, LPSRowSet* rows,
                               ULONG* more) {
  return state_.call([&]() -> Answer {
    if (rows) *rows = nullptr;
    if (more) *more = 0;
    if (!is_key(key_size, key) || (count > 0 && !rows)) return MAPI_E_INVALID_PARAMETER;
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    return expand(view_of(key_size, key), count, rows, more);
  });
}

HRESULT TableObject::CollapseRow(ULONG key_size, LPBYTE key, ULONG flags, ULONG* count) {
  return state_.call([&]() -> Answer {
    if (count) *count = 0;
    if (!is_key(key_size, key)) return MAPI_E_INVALID_PARAMETER;
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    TRY_SET(const std::uint64_t went, table_.collapse(view_of(key_size, key)));
    if (count) *count = static_cast<ULONG>(went);
    return S_OK;
  });
}

HRESULT TableObject::GetCollapseState(ULONG flags, ULONG key_size, LPBYTE key, ULONG* state_size,
                                      LPBYTE* state) {
  return state_.call([&]() -> Answer {
    if (!state_size || !state) return MAPI_E_INVALID_PARAMETER;
    *state_size = 0;
    *state = nullptr;
    if (!key || key_size > kMaxInstanceKey) return MAPI_E_INVALID_PARAMETER;
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    TRY_SET(const Bytes kept, table_.collapse_state(view_of(key_size, key)));
    Block block(state_.memory(), kept.size());
    std::copy(kept.begin(), kept.end(), block.as<BYTE>());
    *state_size = static_cast<ULONG>(kept.size());
    *state = block.release<BYTE>();
    return S_OK;
  });
}

// That of another order cannot be used (MAPI_E_UNABLE_TO_COMPLETE).
HRESULT TableObject::SetCollapseState(ULONG flags, ULONG state_size, LPBYTE state, BOOKMARK* location) {
  return state_.call([&]() -> Answer {
    if (location) *location = BOOKMARK_BEGINNING;
    if (!state || state_size == 0 || state_size > kMaxGivenState) return MAPI_E_INVALID_PARAMETER;
    if (flags != 0) return MAPI_E_UNKNOWN_FLAGS;
    const auto set = table_.set_collapse_state(view_of(state_size, state));
    if (!set.ok()) {
      switch (set.error().code) {
        case Code::invalid_argument:
        case Code::too_big:
          return MAPI_E_UNABLE_TO_COMPLETE;
        case Code::corrupt:
          return MAPI_E_INVALID_PARAMETER;
        default:
          return set.error();
      }
    }
    if (location) {
      *location = set->number;
    } else {
      TRY(table_.free_bookmark(*set));
    }
    return S_OK;
  });
}

}  // namespace postroom::mapi
