// Who may do what in which folder, and whose the store is.
#include <postroom/store.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"
#include "storage/store_keys.h"
#include "store/access_list.h"
#include "store/core.h"
#include "store/folder_tree.h"
#include "store/permissions.h"

namespace postroom {
namespace {

using store::FolderTree;
using store::Permissions;

using Lists = std::vector<std::optional<AccessList>>;

struct ListedFolder {
  storage::FolderRecord record;
  bool is_damaged = false;  // its list cannot be read; it may be replaced
};

Status write_list(storage::Transaction& transaction, const Session& session, storage::FolderRecord folder,
                  const std::optional<AccessList>& list) {
  TRY_SET(folder.properties, store::with_access_list(folder.properties, list));
  folder.modified = session.clock->now();
  TRY_SET(folder.log_position,
          transaction.append_log({{}, ChangeKind::folder_modified, folder.id, folder.parent, session.id, {}}));
  return transaction.update_folder(folder);
}

// Changes the lists of a folder and, if wanted, of all below it, in one commit. `change` may refuse; folders whose
// list stays as it is are left alone.
Status change_lists(store::Core& core, const Session& session, FolderId top, Below below,
                    const std::function<Status(Lists&)>& change) {
  TRY(store::may_write(core, session));
  return storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(auto all, transaction.folders());
    const FolderTree tree(std::move(all));
    if (!tree.find(top)) return store::no_such_folder(top);
    Permissions permissions(session, transaction);
    std::vector<ListedFolder> folders;
    Lists before;
    for (const FolderId id : below == Below::yes ? tree.subtree(top) : std::vector<FolderId>{top}) {
      TRY(permissions.require(id, FolderRights::owner));
      auto list = store::read_access_list(tree.find(id)->properties);
      folders.push_back({*tree.find(id), !list.ok()});
      before.push_back(list.ok() ? std::move(*list) : AccessList{});
    }
    Lists after = before;
    TRY(change(after));
    for (std::size_t i = 0; i < folders.size(); ++i) {
      if (before[i] == after[i] && !folders[i].is_damaged) continue;
      TRY(write_list(transaction, session, folders[i].record, after[i]));
    }
    return ok_status();
  });
}

void set_member(AccessList& list, const MemberRights& wanted) {
  const auto found = std::find_if(list.members.begin(), list.members.end(),
                                  [&](const MemberRights& each) { return each.member == wanted.member; });
  if (found != list.members.end()) {
    found->rights = wanted.rights;
  } else {
    list.members.push_back(wanted);
  }
}

// Returns how many members were there to be removed.
std::size_t apply(const RightsChange& change, AccessList& list) {
  std::size_t removed = 0;
  for (const std::string& name : change.remove) {
    removed += std::erase_if(list.members, [&](const MemberRights& each) { return each.member == name; });
  }
  for (const MemberRights& member : change.set) set_member(list, member);
  if (change.others) list.others = *change.others;
  return removed;
}

}  // namespace

Result<std::optional<AccessList>> Store::folder_rights(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto folder, view->folder(id));
  if (!folder) return store::no_such_folder(id);
  TRY(Permissions(session, *view).require(id, FolderRights::owner));
  return store::read_access_list(folder->properties);
}

Result<FolderRights> Store::effective_rights(const Session& session, FolderId id) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto folder, view->folder(id));
  if (!folder) return store::no_such_folder(id);
  return Permissions(session, *view).rights_in(id);
}

Status Store::set_folder_rights(const Session& session, FolderId id, const std::optional<AccessList>& list, Below below) {
  std::optional<AccessList> kept;
  if (list) {
    TRY_SET(kept, normalized(*list));
  }
  return change_lists(*core_, session, id, below, [&](Lists& lists) {
    std::fill(lists.begin(), lists.end(), kept);
    return ok_status();
  });
}

Status Store::change_folder_rights(const Session& session, FolderId id, const RightsChange& change, Below below) {
  return change_lists(*core_, session, id, below, [&](Lists& lists) -> Status {
    std::size_t removed = 0;
    for (std::optional<AccessList>& list : lists) {
      if (!list && change.set.empty() && !change.others) continue;
      if (!list) list.emplace();
      removed += apply(change, *list);
      TRY_SET(list, normalized(std::move(*list)));
    }
    if (removed > 0 || change.remove.empty()) return ok_status();
    return Error{Code::not_found, change.remove.front() + " is not named in the access list.", {}};
  });
}

Result<std::string> Store::owner(const Session&) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(auto owner, view->setting(storage::kOwnerKey));
  return std::move(owner).value_or("");
}

Status Store::set_owner(const Session& session, const std::string& who) {
  TRY(store::may_write(*core_, session));
  if (who.empty() || !is_valid_utf8(who)) {
    return Error{Code::invalid_argument, "The owner of a store needs a name in UTF-8.", {}};
  }
  if (who.size() > kMaxMemberName) return Error{Code::too_big, "The name of an owner can have at most 255 bytes.", {}};
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const bool is_owner, store::AccessRecords(transaction).is_owner(session));
    if (!is_owner && session.acting != Acting::administrator) {
      return Error{Code::no_access, "Only the owner of a store can give it to somebody else, and " + session.who +
                                        " is not.", {}};
    }
    return transaction.put_setting(storage::kOwnerKey, who);
  });
}

}  // namespace postroom
