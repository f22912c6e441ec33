#include "mapi/copying_folder.h"

#include <mapi/mapitags.h>

#include <vector>

#include "mapi/progress.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

void free_rows(const Memory& memory, LPSRowSet rows) {
  for (ULONG i = 0; i < rows->cRows; ++i) memory.free_buffer(rows->aRow[i].lpProps);
  memory.free_buffer(rows);
}

// PR_ENTRYID of each row.
HRESULT entry_ids_of(const Memory& memory, IMAPITable& table, std::vector<Bytes>& ids) {
  constexpr LONG kAtOnce = 1000;
  SizedSPropTagArray(1, columns) = {1, {PR_ENTRYID}};
  if (const HRESULT set = table.SetColumns(reinterpret_cast<LPSPropTagArray>(&columns), 0); FAILED(set))
    return set;
  for (;;) {
    LPSRowSet rows = nullptr;
    if (const HRESULT read = table.QueryRows(kAtOnce, 0, &rows); FAILED(read)) return read;
    const ULONG count = rows->cRows;
    for (ULONG i = 0; i < count; ++i) {
      const SPropValue& value = rows->aRow[i].lpProps[0];
      if (value.ulPropTag != PR_ENTRYID) continue;
      const ByteView bytes = view_of(value.Value.bin.cb, value.Value.bin.lpb);
      ids.emplace_back(bytes.begin(), bytes.end());
    }
    free_rows(memory, rows);
    if (count == 0) return S_OK;
  }
}

}  // namespace

Answer copy_contents(const Memory& memory, IMAPIFolder& from, IMAPIFolder& to, bool associated,
                     const CopyTarget& target) {
  LPMAPITABLE opened = nullptr;
  const HRESULT result = from.GetContentsTable(associated ? MAPI_ASSOCIATED : 0, &opened);
  if (FAILED(result)) return result;
  const auto table = Ref<IMAPITable>::take(opened);
  std::vector<Bytes> ids;
  if (const HRESULT read = entry_ids_of(memory, *table, ids); FAILED(read)) return read;
  if (ids.empty()) return S_OK;
  std::vector<SBinary> entries;
  for (Bytes& id : ids) entries.push_back({static_cast<ULONG>(id.size()), id.data()});
  ENTRYLIST list{static_cast<ULONG>(entries.size()), entries.data()};
  const ULONG flags = ((target.flags & MAPI_MOVE) != 0 ? MESSAGE_MOVE : 0) |
                      ((target.flags & MAPI_DIALOG) != 0 ? MESSAGE_DIALOG : 0);
  return from.CopyMessages(&list, nullptr, &to, target.window, target.progress, flags);
}

Answer copy_subfolders(const Memory& memory, IMAPIFolder& from, IMAPIFolder& to, const CopyTarget& target) {
  LPMAPITABLE opened = nullptr;
  if (const HRESULT result = from.GetHierarchyTable(0, &opened); FAILED(result)) return result;
  const auto table = Ref<IMAPITable>::take(opened);
  std::vector<Bytes> ids;
  if (const HRESULT read = entry_ids_of(memory, *table, ids); FAILED(read)) return read;
  const ULONG flags = COPY_SUBFOLDERS | ((target.flags & MAPI_MOVE) != 0 ? FOLDER_MOVE : 0) |
                      ((target.flags & MAPI_DIALOG) != 0 ? FOLDER_DIALOG : 0);
  ProgressReport report(target.progress, (target.flags & MAPI_DIALOG) != 0, target.window, nullptr);
  report.set_total(static_cast<ULONG>(ids.size()));
  ULONG number = 0;
  HRESULT all = S_OK;
  for (Bytes& id : ids) {
    const HRESULT copied =
        from.CopyFolder(static_cast<ULONG>(id.size()), reinterpret_cast<LPENTRYID>(id.data()), nullptr, &to,
                        nullptr, target.window, report.for_step(++number), flags);
    if (copied == MAPI_E_FOLDER_CYCLE || copied == MAPI_E_NOT_ENOUGH_DISK) return copied;
    if (copied != S_OK) all = MAPI_W_PARTIAL_COMPLETION;
  }
  return all;
}

}  // namespace postroom::mapi
