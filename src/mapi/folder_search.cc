#include "mapi/folder_search.h"

#include "base/try.h"
#include "mapi/entry_list.h"
#include "mapi/restrictions.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

bool both(ULONG flags, ULONG one, ULONG other) { return (flags & one) != 0 && (flags & other) != 0; }

HRESULT read_flags(ULONG flags, SearchFlags& read) {
  if (both(flags, STOP_SEARCH, RESTART_SEARCH) || both(flags, RECURSIVE_SEARCH, SHALLOW_SEARCH) ||
      both(flags, FOREGROUND_SEARCH, BACKGROUND_SEARCH)) {
    return MAPI_E_INVALID_PARAMETER;
  }
  if ((flags & STOP_SEARCH) != 0) read.action = SearchAction::stop;
  if ((flags & RECURSIVE_SEARCH) != 0) read.depth = SearchDepth::recursive;
  if ((flags & FOREGROUND_SEARCH) != 0) read.priority = SearchPriority::foreground;
  if ((flags & STATIC_SEARCH) != 0) read.updates = SearchUpdates::static_;
  if ((flags & NON_CONTENT_INDEXED_SEARCH) != 0) read.index = SearchIndexUse::avoided;
  return S_OK;
}

LPENTRYLIST write_folders(const StoreContext& context, const std::vector<FolderId>& folders) {
  Block block(context.memory(), sizeof(ENTRYLIST));
  auto* const list = block.as<ENTRYLIST>();
  list->cValues = static_cast<ULONG>(folders.size());
  list->lpbin = block.more<SBinary>(folders.size());
  for (std::size_t i = 0; i < folders.size(); ++i) {
    list->lpbin[i] = to_binary(encode(context.entry_id(folders[i])), block);
  }
  return block.release<ENTRYLIST>();
}

}  // namespace

Answer set_search_criteria(ObjectState& state, FolderId folder, LPSRestriction restriction,
                           LPENTRYLIST folders, ULONG flags) {
  SearchFlags how;
  if (const HRESULT read = read_flags(flags, how); read != S_OK) return read;
  std::optional<Restriction> wanted;
  std::optional<std::vector<FolderId>> scope;
  if (how.action == SearchAction::restart) {
    if (restriction) {
      TRY_SET(wanted, read_restriction(*restriction));
    }
    if (folders) {
      scope.emplace();
      TRY_SET(const HRESULT read, read_folders(state.context(), folders, *scope));
      if (read != S_OK) return read;
    }
  }
  TRY(state.store().set_search_criteria(state.session(), folder, std::move(wanted), std::move(scope), how));
  return S_OK;
}

Answer get_search_criteria(ObjectState& state, FolderId folder, ULONG flags, LPSRestriction* restriction,
                           LPENTRYLIST* folders, ULONG* search_state) {
  if (restriction) *restriction = nullptr;
  if (folders) *folders = nullptr;
  TRY_SET(const SearchCriteria criteria, state.store().search_criteria(state.session(), folder));
  LPENTRYLIST given = folders ? write_folders(state.context(), criteria.folders) : nullptr;
  if (restriction) {
    try {
      Block block(state.memory(), sizeof(SRestriction));
      write_restriction(criteria.restriction, width_of(flags), block, *block.as<SRestriction>());
      *restriction = block.release<SRestriction>();
    } catch (const std::bad_alloc&) {
      state.memory().free_buffer(given);
      throw;
    }
  }
  if (folders) *folders = given;
  if (search_state) *search_state = criteria.state;
  return S_OK;
}

}  // namespace postroom::mapi
