#include "mapi/folder_folders.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <array>

#include "base/try.h"
#include "mapi/entry_ids.h"
#include "mapi/folder_copying.h"
#include "mapi/folder_object.h"
#include "mapi/progress.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

// A folder directly below this one.
Answer read_child(const FolderWork& work, ULONG size, LPENTRYID id, FolderInfo& child) {
  EntryId entry;
  if (const HRESULT read = read_entry_id_of(work.state.context(), size, id, entry); read != S_OK) return read;
  const auto* folder = std::get_if<FolderId>(&entry.target);
  if (!folder) return MAPI_E_INVALID_ENTRYID;
  TRY_SET(child, work.state.store().folder(work.state.session(), *folder));
  if (child.parent != work.folder || child.id == work.folder) return MAPI_E_NOT_FOUND;
  return S_OK;
}

Result<std::optional<FolderId>> find_child(const FolderWork& work, const std::string& name) {
  TRY_SET(const auto all, work.state.store().folders(work.state.session()));
  for (const FolderInfo& folder : all) {
    if (folder.parent == work.folder && folder.id != work.folder &&
        equals_ignoring_ascii_case(folder.name, name)) {
      return std::optional(folder.id);
    }
  }
  return std::optional<FolderId>();
}

Answer copy_here(const FolderWork& work, const FolderInfo& child, FolderId to, const std::string& name) {
  Store& store = work.state.store();
  const Session& session = work.state.session();
  ProgressReport report(work.progress, (work.flags & FOLDER_DIALOG) != 0, work.window,
                        work.state.context().support());
  report.set_total(1);
  if ((work.flags & FOLDER_MOVE) != 0) {
    TRY(store.move_folder(session, child.id, to, name));
  } else {
    TRY(store.copy_folder(session, child.id, to, name.empty() ? child.name : name,
                          (work.flags & COPY_SUBFOLDERS) != 0));
  }
  report.step(1);
  return S_OK;
}

// The folder whose interface this is, if it is one of ours in the same store.
struct Destination {
  Ref<IMAPIFolder> folder;
  std::optional<FolderId> here;
  bool writable = true;
};
HRESULT read_destination(const FolderWork& work, LPVOID object, Destination& destination) {
  if (!object) return MAPI_E_INVALID_PARAMETER;
  auto* const target = static_cast<LPUNKNOWN>(object);
  void* found = nullptr;
  if (target->QueryInterface(kFolderAccess, &found) == S_OK) {
    auto* const access = static_cast<FolderAccess*>(found);
    const Ref<IUnknown> keep = Ref<IUnknown>::take(target);
    destination.writable = access->folder_is_writable();
    if (access->folder_context().store().guid() == work.state.store().guid())
      destination.here = access->folder_id();
  }
  if (target->QueryInterface(IID_IMAPIFolder, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  destination.folder = Ref<IMAPIFolder>::take(static_cast<LPMAPIFOLDER>(found));
  return destination.writable ? S_OK : MAPI_E_NO_ACCESS;
}

}  // namespace

Answer create_folder(const FolderWork& work, const NewFolder& wanted, FolderId& made) {
  if (wanted.type != FOLDER_GENERIC && wanted.type != FOLDER_SEARCH) return MAPI_E_INVALID_PARAMETER;
  const Width width = width_of(work.flags);
  TRY_SET(const std::string name, from_text(wanted.name, width));
  std::string comment;
  if (wanted.comment) {
    TRY_SET(comment, from_text(wanted.comment, width));
  }
  Store& store = work.state.store();
  auto created = wanted.type == FOLDER_SEARCH
                     ? store.create_search_folder(work.state.session(), work.folder, name)
                     : store.create_folder(work.state.session(), work.folder, name);
  if (!created.ok()) {
    if (created.error().code != Code::collision || (work.flags & OPEN_IF_EXISTS) == 0) return created.error();
    TRY_SET(const auto existing, find_child(work, name));
    if (!existing) return MAPI_E_COLLISION;  // one that this session may not see
    made = *existing;
    return S_OK;
  }
  made = *created;
  if (!comment.empty()) {
    PropertySet set;
    set.set(tag::comment, comment);
    TRY(store.set_folder_properties(work.state.session(), made, set));
  }
  return S_OK;
}

Answer copy_folder(const FolderWork& work, const FolderCopy& copy) {
  FolderInfo child;
  TRY_SET(const HRESULT read, read_child(work, copy.size, copy.id, child));
  if (read != S_OK) return read;
  std::string name;
  if (copy.name) {
    TRY_SET(name, from_text(copy.name, width_of(work.flags)));
  }
  Destination destination;
  if (const HRESULT found = read_destination(work, copy.destination, destination); found != S_OK)
    return found;
  if (destination.here) return copy_here(work, child, *destination.here, name);
  TRY_SET(const HRESULT copied, copy_folder_to(work, child, name, destination.folder.get()));
  if ((work.flags & FOLDER_MOVE) == 0 || copied != S_OK) return copied;  // what could not be copied stays
  // Recoverable, for what somebody has saved there since it was copied.
  TRY(work.state.store().delete_folder(work.state.session(), child.id, {true, true, DeleteKind::recoverable}));
  return copied;
}

Answer delete_folder(const FolderWork& work, ULONG size, LPENTRYID id) {
  FolderInfo child;
  TRY_SET(const HRESULT read, read_child(work, size, id, child));
  if (read != S_OK) return read;
  ProgressReport report(work.progress, (work.flags & FOLDER_DIALOG) != 0, work.window,
                        work.state.context().support());
  report.set_total(1);
  Store::DeleteFolderOptions options;
  options.messages =
      (work.flags & DEL_MESSAGES) != 0 || child.kind == FolderKind::search;  // which spares them
  options.subfolders = (work.flags & DEL_FOLDERS) != 0;
  if ((work.flags & DELETE_HARD_DELETE) != 0) options.kind = DeleteKind::permanent;
  TRY(work.state.store().delete_folder(work.state.session(), child.id, options));
  report.step(1);
  return S_OK;
}

Answer empty_folder(const FolderWork& work) {
  const auto how = (work.flags & DELETE_HARD_DELETE) != 0 ? DeleteKind::permanent : DeleteKind::recoverable;
  bool all = true;
  TRY_SET(const auto folders, work.state.store().folders(work.state.session()));
  for (const FolderInfo& folder : folders) {
    if (folder.parent != work.folder || folder.id == work.folder) continue;
    const Status deleted =
        work.state.store().delete_folder(work.state.session(), folder.id, {true, true, how});
    all = all && deleted.ok();
  }
  constexpr std::array kKinds{MessageKind::normal, MessageKind::associated};
  const std::size_t kinds = (work.flags & DEL_ASSOCIATED) != 0 ? kKinds.size() : 1;
  TRY_SET(const HRESULT messages, delete_all_messages(work, std::span(kKinds).first(kinds), how));
  return all && messages == S_OK ? S_OK : MAPI_W_PARTIAL_COMPLETION;
}

}  // namespace postroom::mapi
