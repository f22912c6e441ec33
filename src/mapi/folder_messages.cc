#include "mapi/folder_messages.h"

#include <algorithm>
#include <functional>

#include "base/try.h"
#include "mapi/entry_list.h"
#include "mapi/folder_object.h"
#include "mapi/message_copying.h"
#include "mapi/progress.h"

namespace postroom::mapi {
namespace {

using Ids = std::span<const MessageId>;
// Returns how many of them were done.
using DoSome = std::function<Result<std::size_t>(Ids)>;

HRESULT complete(bool all) { return all ? S_OK : MAPI_W_PARTIAL_COMPLETION; }

// Only what is beyond our control ends an operation on many messages.
bool goes_on_after(const Error& error) {
  switch (error.code) {
    case Code::disk_full:
    case Code::io_error:
    case Code::corrupt:
    case Code::outcome_unknown:
    case Code::read_only:
      return false;
    default:
      return true;
  }
}

Store::In only_there(const FolderWork& work) {
  auto info = work.state.store().folder(work.state.session(), work.folder);
  if (info.ok() && info->kind == FolderKind::search) return std::nullopt;  // its messages are elsewhere
  return work.folder;
}

// In slices; an error of one slice counts its messages as not done. The error of the only slice is the
// answer.
Answer in_slices(const FolderWork& work, Ids ids, std::size_t others, ULONG dialog_flag,
                 const DoSome& do_some) {
  ProgressReport report(work.progress, (work.flags & dialog_flag) != 0, work.window,
                        work.state.context().support());
  report.set_total(static_cast<ULONG>(ids.size()));
  if (ids.empty()) report.step(0);  // which is the end
  std::size_t done = 0;
  std::optional<Error> first;
  for (std::size_t at = 0; at < ids.size(); at += kMessagesAtOnce) {
    const Ids slice = ids.subspan(at, std::min(kMessagesAtOnce, ids.size() - at));
    auto some = do_some(slice);
    if (!some.ok()) {
      if (!goes_on_after(some.error())) return std::move(some).error();
      if (!first) first = std::move(some).error();
    } else {
      done += *some;
    }
    report.step(static_cast<ULONG>(at + slice.size()));
  }
  if (done == 0 && first && others == 0) return std::move(*first);
  return complete(done == ids.size() && others == 0);
}

std::vector<MessageId> each_once(std::vector<MessageId> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Within one store: one commit a slice.
Answer copy_here(const FolderWork& work, const NamedMessages& named, FolderId to) {
  Store& store = work.state.store();
  const Session& session = work.state.session();
  const Store::In in = only_there(work);
  return in_slices(work, named.ids, named.others, MESSAGE_DIALOG, [&](Ids ids) -> Result<std::size_t> {
    if ((work.flags & MESSAGE_MOVE) != 0) {
      TRY_SET(const BulkReport report, store.move_messages(session, ids, to, in));
      return report.done.size();
    }
    TRY_SET(const auto copied, store.copy_messages(session, ids, to, in));
    return copied.size();
  });
}

// Whether all of it is there now and, if it moves, not here any more. One that somebody has saved meanwhile
// stays, as the copy is an old one; and as he may still save it between the look and the deletion, it can be
// recovered here.
Result<bool> copy_one_away(const FolderWork& work, MessageId id, Store::In in, LPMAPIFOLDER destination) {
  const Purpose purpose = (work.flags & MESSAGE_MOVE) != 0 ? Purpose::move : Purpose::copy;
  TRY_SET(const auto copied, copy_message_to(work.state.shared_context(), id, in, destination, purpose));
  if (!copied || purpose == Purpose::copy) return copied.has_value();
  Store& store = work.state.store();
  const auto now = store.current_version(work.state.session(), id);
  if (!now.ok() || now->version != *copied) return false;
  TRY_SET(const BulkReport report,
          store.delete_messages(work.state.session(), {&id, 1}, DeleteKind::recoverable, in));
  return !report.done.empty();
}

// To any other folder, one after the other through its interface.
Answer copy_away(const FolderWork& work, const NamedMessages& named, LPMAPIFOLDER destination) {
  const Store::In in = only_there(work);
  return in_slices(work, named.ids, named.others, MESSAGE_DIALOG, [&](Ids ids) -> Result<std::size_t> {
    std::size_t done = 0;
    for (const MessageId id : ids) {
      TRY_SET(const bool whole, copy_one_away(work, id, in, destination));
      if (whole) ++done;
    }
    return done;
  });
}

std::size_t in_wanted_state(const BulkReport& report) { return report.done.size() + report.unchanged.size(); }

Result<std::vector<MessageId>> all_of(const FolderWork& work, MessageKind kind, bool deleted) {
  std::vector<MessageId> ids;
  ListOptions options;
  options.kind = kind;
  options.deleted = deleted;
  MessageSummary last;
  for (;;) {
    TRY_SET(const auto page, work.state.store().list(work.state.session(), work.folder, options));
    if (page.empty()) return ids;
    for (const MessageSummary& row : page) ids.push_back(row.id);
    last = page.back();
    options.after = &last;
  }
}

}  // namespace

Answer copy_messages(const FolderWork& work, LPMAPIFOLDER folder, LPENTRYLIST list, LPVOID destination) {
  if (!destination) return MAPI_E_INVALID_PARAMETER;
  TRY_SET(NamedMessages named, read_messages(work.state.context(), list));
  named.ids = each_once(std::move(named.ids));
  if ((work.flags & MESSAGE_MOVE) != 0 && !work.state.context().is_writable()) return MAPI_E_NO_ACCESS;
  auto* const target = static_cast<LPUNKNOWN>(destination);
  void* found = nullptr;
  if (target->QueryInterface(kFolderAccess, &found) == S_OK) {
    auto* const access = static_cast<FolderAccess*>(found);
    const Ref<IUnknown> keep = Ref<IUnknown>::take(target);  // the reference that QueryInterface added
    if (!access->folder_is_writable()) return MAPI_E_NO_ACCESS;
    if (access->folder_context().store().guid() == work.state.store().guid()) {
      return copy_here(work, named, access->folder_id());
    }
  }
  if (target->QueryInterface(IID_IMAPIFolder, &found) != S_OK) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  const auto other = Ref<IMAPIFolder>::take(static_cast<LPMAPIFOLDER>(found));
  if (other.get() == folder) return copy_here(work, named, work.folder);
  return copy_away(work, named, other.get());
}

Answer delete_messages(const FolderWork& work, LPENTRYLIST list) {
  TRY_SET(NamedMessages named, read_messages(work.state.context(), list));
  named.ids = each_once(std::move(named.ids));
  const auto how = (work.flags & DELETE_HARD_DELETE) != 0 ? DeleteKind::permanent : DeleteKind::recoverable;
  const Store::In in = only_there(work);
  return in_slices(work, named.ids, named.others, MESSAGE_DIALOG, [&](Ids ids) -> Result<std::size_t> {
    TRY_SET(const BulkReport report, work.state.store().delete_messages(work.state.session(), ids, how, in));
    return report.done.size();
  });
}

HRESULT read_change(ULONG flags, ReadChange& change) {
  const bool suppress = (flags & SUPPRESS_RECEIPT) != 0, clear = (flags & CLEAR_READ_FLAG) != 0;
  const bool generate = (flags & GENERATE_RECEIPT_ONLY) != 0;
  if (clear && (suppress || generate)) return MAPI_E_INVALID_PARAMETER;
  const bool pending_only = !suppress && (flags & (CLEAR_RN_PENDING | CLEAR_NRN_PENDING)) != 0;
  change = clear ? ReadChange::clear : generate || pending_only ? ReadChange::none : ReadChange::set;
  return S_OK;
}

Answer set_read_flags(const FolderWork& work, LPENTRYLIST list) {
  ReadChange change = ReadChange::none;
  if (const HRESULT checked = read_change(work.flags, change); checked != S_OK) return checked;
  NamedMessages named;
  if (list) {
    TRY_SET(named, read_messages(work.state.context(), list));
  } else {
    TRY_SET(named.ids, all_of(work, MessageKind::normal, false));
  }
  named.ids = each_once(std::move(named.ids));
  if (change == ReadChange::none) return complete(named.others == 0);
  const auto read = change == ReadChange::set ? Store::Read::yes : Store::Read::no;
  const Store::In in = only_there(work);
  return in_slices(work, named.ids, named.others, MESSAGE_DIALOG, [&](Ids ids) -> Result<std::size_t> {
    TRY_SET(const BulkReport report, work.state.store().mark(work.state.session(), ids, read, in));
    return in_wanted_state(report);
  });
}

Answer delete_all_messages(const FolderWork& work, std::span<const MessageKind> kinds, DeleteKind how) {
  std::vector<MessageId> ids;
  for (const MessageKind kind : kinds) {
    for (const bool deleted : {false, true}) {
      if (deleted && how != DeleteKind::permanent) continue;
      TRY_SET(const auto some, all_of(work, kind, deleted));
      ids.insert(ids.end(), some.begin(), some.end());
    }
  }
  const Store::In in = only_there(work);
  return in_slices(work, ids, 0, FOLDER_DIALOG, [&](Ids some) -> Result<std::size_t> {
    TRY_SET(const BulkReport report, work.state.store().delete_messages(work.state.session(), some, how, in));
    return report.done.size();
  });
}

}  // namespace postroom::mapi
