// Where the reader of a table stands: cursor, bookmarks, finding (rows 92 to 96).
#include <algorithm>

#include "base/try.h"
#include "mapi/table_object.h"

namespace postroom::mapi {
namespace {

std::optional<Bookmark> to_bookmark(BOOKMARK bookmark) {
  if (bookmark > UINT32_MAX) return std::nullopt;
  return Bookmark{static_cast<std::uint32_t>(bookmark)};
}

HRESULT said(bool position_changed) { return position_changed ? MAPI_W_POSITION_CHANGED : S_OK; }

}  // namespace

HRESULT TableObject::SeekRow(BOOKMARK origin, LONG rows, LONG* sought) {
  return state_.call([&]() -> Answer {
    if (sought) *sought = 0;
    const auto from = to_bookmark(origin);
    if (!from) return MAPI_E_INVALID_BOOKMARK;
    TRY_SET(const Table::Sought done, table_.seek(*from, rows));
    if (sought) *sought = static_cast<LONG>(done.moved);
    return said(done.position_changed);
  });
}

HRESULT TableObject::SeekRowApprox(ULONG numerator, ULONG denominator) {
  return state_.call([&]() -> Answer {
    TRY(table_.seek_fraction(numerator, denominator));
    return S_OK;
  });
}

HRESULT TableObject::QueryPosition(ULONG* row, ULONG* numerator, ULONG* denominator) {
  return state_.call([&]() -> Answer {
    if (!row || !numerator || !denominator) return MAPI_E_INVALID_PARAMETER;
    *row = *numerator = 0;
    *denominator = 1;
    TRY_SET(const Table::Position where, table_.position());
    constexpr std::uint64_t kMost = 0xFFFFFFFE;  // the next one says that the row is not known
    *row = *numerator = static_cast<ULONG>(std::min(where.row, kMost));
    *denominator = static_cast<ULONG>(std::clamp<std::uint64_t>(where.rows, 1, kMost));
    return S_OK;
  });
}

HRESULT TableObject::FindRow(LPSRestriction restriction, BOOKMARK origin, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (!restriction) return MAPI_E_INVALID_PARAMETER;
    if ((flags & ~DIR_BACKWARD) != 0) return MAPI_E_UNKNOWN_FLAGS;
    const auto from = to_bookmark(origin);
    if (!from) return MAPI_E_INVALID_BOOKMARK;
    const auto direction = (flags & DIR_BACKWARD) != 0 ? Table::Search::backward : Table::Search::forward;
    TRY_SET(const Restriction wanted, read(*restriction, table_.order().categories));
    TRY_SET(const Table::Found found, table_.find(wanted, *from, direction));
    return said(found.position_changed);
  });
}

HRESULT TableObject::CreateBookmark(BOOKMARK* bookmark) {
  return state_.call([&]() -> Answer {
    if (!bookmark) return MAPI_E_INVALID_PARAMETER;
    *bookmark = BOOKMARK_BEGINNING;
    const auto made = table_.create_bookmark();
    if (!made.ok() && made.error().code == Code::too_big) return MAPI_E_UNABLE_TO_COMPLETE;
    if (!made.ok()) return made.error();
    *bookmark = made->number;
    return S_OK;
  });
}

HRESULT TableObject::FreeBookmark(BOOKMARK bookmark) {
  return state_.call([&]() -> Answer {
    const auto given = to_bookmark(bookmark);
    if (!given) return MAPI_E_INVALID_BOOKMARK;
    TRY(table_.free_bookmark(*given));
    return S_OK;
  });
}

}  // namespace postroom::mapi
