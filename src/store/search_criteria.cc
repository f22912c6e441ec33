// Making search folders, and saying what is in them.
#include <algorithm>

#include "base/try.h"
#include "store/core.h"
#include "store/folder_tree.h"
#include "store/permissions.h"
#include "store/search_state.h"

namespace postroom {
namespace {

using store::FolderTree;
using store::load_tree;
using store::SearchPhase;
using store::SearchState;

Error wrong_scope(std::string why) { return {Code::invalid_argument, std::move(why), {}}; }

// Each once, sorted.
Result<std::vector<FolderId>> as_scope(std::vector<FolderId> folders) {
  if (folders.empty()) return wrong_scope("A search needs at least one folder to look in.");
  if (folders.size() > kMaxSearchScope)
    return Error{Code::too_big, "A search can look in at most 1000 named folders.", {}};
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  return folders;
}

Status check_scope(const FolderTree& tree, FolderId search, const SearchState& state, bool newly_named) {
  for (const FolderId named : state.folders) {
    const storage::FolderRecord* folder = tree.find(named);
    if (!folder && newly_named) return store::no_such_folder(named);
    if (!folder) continue;  // has gone since it was named
    if (named == search) return wrong_scope("A search folder cannot search itself.");
    if (folder->kind == FolderKind::search) {
      return wrong_scope("'" + folder->name + "' is a search folder; these are not searched.");
    }
    if (state.flags.depth == SearchDepth::recursive && tree.is_inside(search, named)) {
      return wrong_scope("The search folder is below '" + folder->name +
                         "', which it is to search with all below it.");
    }
  }
  return ok_status();
}

Status check_criteria(const std::optional<Restriction>& restriction) {
  if (!restriction) return ok_status();
  TRY(check(*restriction));
  if (!std::holds_alternative<CountRestriction>(restriction->kind)) return ok_status();
  return Error{Code::too_complex,
               "A search folder holds all messages that meet its restriction; it cannot count them off.",
               {}};
}

Result<const storage::FolderRecord*> find_search_folder(const FolderTree& tree, FolderId id) {
  const storage::FolderRecord* folder = tree.find(id);
  if (!folder) return store::no_such_folder(id);
  if (folder->kind == FolderKind::search) return folder;
  return Error{
      Code::not_supported, "'" + folder->name + "' is no search folder; only these have criteria.", {}};
}

Status require_room(const FolderTree& tree) {
  const auto count =
      std::count_if(tree.all().begin(), tree.all().end(),
                    [](const storage::FolderRecord& folder) { return folder.kind == FolderKind::search; });
  if (static_cast<std::size_t>(count) < kMaxSearchFolders) return ok_status();
  return Error{Code::too_big, "A store can have at most 1000 search folders; delete one first.", {}};
}

// Tells whoever shows the folder that it is another search now.
Status log_change(storage::Transaction& transaction, const Session& session, storage::FolderRecord folder) {
  folder.modified = session.clock->now();
  TRY_SET(
      folder.log_position,
      transaction.append_log({{}, ChangeKind::folder_modified, folder.id, folder.parent, session.id, {}}));
  return transaction.update_folder(folder);
}

struct Setting {
  FolderId folder;
  const std::optional<Restriction>& restriction;
  const std::optional<std::vector<FolderId>>& folders;
  SearchFlags flags;
  std::uint64_t run = 0;
};

Status restart(storage::Transaction& transaction, const Session& session, const Setting& setting) {
  TRY_SET(const FolderTree tree, load_tree(transaction));
  TRY_SET(const storage::FolderRecord* folder, find_search_folder(tree, setting.folder));
  TRY(store::Permissions(session, transaction).require(setting.folder, FolderRights::owner));
  SearchState state;
  if (!setting.restriction || !setting.folders) {
    TRY_SET(state, store::need_search_state(transaction, setting.folder));
  }
  state.run = setting.run;
  state.flags = setting.flags;
  state.phase = SearchPhase::populating;
  state.partial = false;
  state.found_parts = 0;
  if (setting.folders) state.folders = *setting.folders;
  TRY(check_scope(tree, setting.folder, state, setting.folders.has_value()));
  TRY(store::forget_found(transaction, setting.folder));
  if (setting.restriction)
    TRY(store::write_search_restriction(transaction, setting.folder, *setting.restriction));
  TRY(store::write_search_state(transaction, setting.folder, state));
  return log_change(transaction, session, *folder);
}

Status stop(storage::Transaction& transaction, const Session& session, FolderId id) {
  TRY_SET(const FolderTree tree, load_tree(transaction));
  TRY_SET(const storage::FolderRecord* folder, find_search_folder(tree, id));
  TRY(store::Permissions(session, transaction).require(id, FolderRights::owner));
  TRY_SET(SearchState state, store::need_search_state(transaction, id));
  if (state.phase != SearchPhase::populating) return ok_status();
  state.phase = SearchPhase::stopped;
  state.partial = true;
  TRY(store::write_search_state(transaction, id, state));
  return log_change(transaction, session, *folder);
}

}  // namespace

Result<FolderId> Store::create_search_folder(const Session& session, FolderId parent, std::string name) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_folder_name(name));
  FolderId made;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const FolderTree tree, load_tree(transaction));
    TRY(require_room(tree));
    TRY_SET(made, store::insert_folder(transaction, tree, session, {parent, name, FolderKind::search, {}}));
    return ok_status();
  }));
  return made;
}

Status Store::set_search_criteria(const Session& session, FolderId id, std::optional<Restriction> restriction,
                                  std::optional<std::vector<FolderId>> folders, SearchFlags flags) {
  TRY(store::may_write(*core_, session));
  if (flags.action == SearchAction::stop) {
    if (restriction || folders)
      return wrong_scope("A search that is to stop takes no new criteria; restart it.");
    TRY(storage::commit_and_wait(
        *core_->engine, [&](storage::Transaction& transaction) { return stop(transaction, session, id); }));
    core_->search.settle(id);
    return ok_status();
  }
  TRY(check_criteria(restriction));
  if (folders) {
    TRY_SET(folders, as_scope(std::move(*folders)));
  }
  const Setting setting{id, restriction, folders, flags, session.random->number()};
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) {
    return restart(transaction, session, setting);
  }));
  core_->search.populate(session, id, flags.priority);
  return ok_status();
}

Result<SearchCriteria> Store::search_criteria(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const FolderTree tree, load_tree(*view));
  TRY(store::Permissions(session, *view).require_shown(id));
  TRY(find_search_folder(tree, id));
  TRY_SET(const SearchState state, store::need_search_state(*view, id));
  SearchCriteria criteria;
  TRY_SET(criteria.restriction, store::read_search_restriction(*view, id));
  criteria.folders = state.folders;
  criteria.state = state.bits();
  return criteria;
}

}  // namespace postroom
