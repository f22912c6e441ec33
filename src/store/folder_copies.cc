// Copying folders with what is in them.
#include "base/try.h"
#include "store/core.h"
#include "store/folder_contents.h"
#include "store/folder_tree.h"
#include "store/permissions.h"

namespace postroom {
namespace {

using store::FolderTree;

struct CopyRequest {
  FolderId source;
  FolderId parent;
  const std::string& name;
  bool with_subfolders = false;
};

Status check_request(const FolderTree& tree, const CopyRequest& request) {
  const storage::FolderRecord* top = tree.find(request.source);
  if (!top) return store::no_such_folder(request.source);
  TRY(store::require_no_search(*top, "copied"));
  if (!tree.is_inside(request.parent, request.source)) return ok_status();
  return Error{Code::folder_cycle, "A folder cannot be copied into itself or a folder below it.", {}};
}

// The log tells that the first one is a copy, and of what; those below are new folders in it.
Result<FolderId> copy_tree(storage::Transaction& transaction, const Session& session,
                           const CopyRequest& request) {
  TRY_SET(const FolderTree tree, store::load_tree(transaction));
  TRY(check_request(tree, request));
  store::Permissions permissions(session, transaction);
  std::map<FolderId, FolderId> copies;
  for (const FolderId id :
       request.with_subfolders ? tree.subtree(request.source) : std::vector{request.source}) {
    const storage::FolderRecord& from = *tree.find(id);
    if (from.kind == FolderKind::search) continue;  // nothing is below it
    TRY(permissions.require(id, FolderRights::read));
    store::NewFolder wanted{request.parent, request.name, FolderKind::generic, from.properties, id};
    if (id != request.source)
      wanted = {copies.at(from.parent), from.name, FolderKind::generic, from.properties};
    TRY_SET(const FolderTree grown, store::load_tree(transaction));  // with the copies made so far
    TRY_SET(copies[id], store::insert_folder(transaction, grown, session, wanted));
    TRY(store::copy_all(transaction, session, id, copies[id]));
  }
  return copies.at(request.source);
}

}  // namespace

Result<FolderId> Store::copy_folder(const Session& session, FolderId id, FolderId parent, std::string name,
                                    bool with_subfolders) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_folder_name(name));
  FolderId copy;
  TRY(storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY_SET(copy, copy_tree(transaction, session, {id, parent, name, with_subfolders}));
    return ok_status();
  }));
  return copy;
}

}  // namespace postroom
