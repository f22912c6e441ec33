#include "mapi/folder_object.h"

#include <mapi/mapitags.h>

#include "base/try.h"
#include "mapi/entry_ids.h"
#include "mapi/folder_folders.h"
#include "mapi/folder_messages.h"
#include "mapi/folder_search.h"

namespace postroom::mapi {
namespace {

bool is_of_folder(REFIID iid) {
  return iid == IID_IMAPIFolder || iid == IID_IMAPIContainer || iid == IID_IMAPIProp || iid == IID_IUnknown;
}

}  // namespace

FolderObject::FolderObject(SharedContext context, FolderId id, Writing writing)
    : PropertyObject(context), id_(id), writing_(writing), properties_(context, id, writing) {}

Ref<IMAPIFolder> make_folder(SharedContext context, FolderId id, Writing writing) {
  return make_object<FolderObject>(std::move(context), id, writing);
}

HRESULT FolderObject::query_other(REFIID iid, LPVOID* object) {
  if (iid != kFolderAccess) return E_NOINTERFACE;
  AddRef();
  *object = static_cast<FolderAccess*>(this);
  return S_OK;
}

Answer FolderObject::open_table(Result<Table> table, TableKind kind, ULONG flags, LPMAPITABLE* out) {
  if (!table.ok()) return std::move(table).error();
  *out = make_table(state_.shared_context(), std::move(*table), kind, flags).release();
  return S_OK;
}

Answer FolderObject::contents_table(ContentsOptions options, ULONG flags, LPMAPITABLE* table) {
  return open_table(state_.store().contents_table(state_.session(), id_, options), TableKind::contents, flags,
                    table);
}

Answer FolderObject::hierarchy_table(ULONG flags, LPMAPITABLE* table) {
  if ((flags & SHOW_SOFT_DELETES) != 0)
    return MAPI_E_NO_SUPPORT;  // folders go at once; their messages stay recoverable
  const auto depth = (flags & CONVENIENT_DEPTH) != 0 ? HierarchyDepth::all : HierarchyDepth::children;
  return open_table(state_.store().hierarchy_table(state_.session(), id_, depth), TableKind::hierarchy, flags,
                    table);
}

HRESULT FolderObject::GetContentsTable(ULONG flags, LPMAPITABLE* table) {
  return state_.call([&]() -> Answer {
    if (!table) return MAPI_E_INVALID_PARAMETER;
    *table = nullptr;
    return contents_table({(flags & MAPI_ASSOCIATED) != 0, (flags & SHOW_SOFT_DELETES) != 0}, flags, table);
  });
}

HRESULT FolderObject::GetHierarchyTable(ULONG flags, LPMAPITABLE* table) {
  return state_.call([&]() -> Answer {
    if (!table) return MAPI_E_INVALID_PARAMETER;
    *table = nullptr;
    return hierarchy_table(flags, table);
  });
}

HRESULT FolderObject::OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                                LPUNKNOWN* object) {
  return state_.call([&] { return open_entry(state_.shared_context(), size, id, iid, flags, type, object); });
}

HRESULT FolderObject::SetSearchCriteria(LPSRestriction restriction, LPENTRYLIST folders, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (writing_ == Writing::no) return MAPI_E_NO_ACCESS;
    return set_search_criteria(state_, id_, restriction, folders, flags);
  });
}

HRESULT FolderObject::GetSearchCriteria(ULONG flags, LPSRestriction* restriction, LPENTRYLIST* folders,
                                        ULONG* state) {
  return state_.call([&] { return get_search_criteria(state_, id_, flags, restriction, folders, state); });
}

HRESULT FolderObject::CreateMessage(LPCIID iid, ULONG flags, LPMESSAGE* message) {
  return state_.call([&]() -> Answer {
    if (!message) return MAPI_E_INVALID_PARAMETER;
    *message = nullptr;
    if (iid && *iid != IID_IMessage && *iid != IID_IMAPIProp && *iid != IID_IUnknown) {
      return MAPI_E_INTERFACE_NOT_SUPPORTED;
    }
    const auto kind = (flags & MAPI_ASSOCIATED) != 0 ? MessageKind::associated : MessageKind::normal;
    TRY_SET(Message made, state_.store().create_message(state_.session(), id_, kind));
    *message = make_message(state_.shared_context(), std::move(made)).release();
    return S_OK;
  });
}

HRESULT FolderObject::CopyMessages(LPENTRYLIST list, LPCIID, LPVOID destination, ULONG_PTR window,
                                   LPMAPIPROGRESS progress, ULONG flags) {
  return state_.call_unlocked([&] {
    return copy_messages({state_, id_, window, progress, flags}, this, list, destination);
  });
}

HRESULT FolderObject::DeleteMessages(LPENTRYLIST list, ULONG_PTR window, LPMAPIPROGRESS progress,
                                     ULONG flags) {
  return state_.call([&] { return delete_messages({state_, id_, window, progress, flags}, list); });
}

HRESULT FolderObject::CreateFolder(ULONG type, LPTSTR name, LPTSTR comment, LPCIID iid, ULONG flags,
                                   LPMAPIFOLDER* folder) {
  return state_.call([&]() -> Answer {
    if (!folder) return MAPI_E_INVALID_PARAMETER;
    *folder = nullptr;
    if (iid && !is_of_folder(*iid)) return MAPI_E_INTERFACE_NOT_SUPPORTED;  // before anything is made
    FolderId made;
    TRY_SET(const HRESULT created,
            create_folder({state_, id_, 0, nullptr, flags}, {type, name, comment}, made));
    if (created != S_OK) return created;
    *folder = make_folder(state_.shared_context(), made, Writing::yes).release();
    return S_OK;
  });
}

HRESULT FolderObject::CopyFolder(ULONG size, LPENTRYID id, LPCIID, LPVOID destination, LPTSTR name,
                                 ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) {
  return state_.call_unlocked([&] {
    return copy_folder({state_, id_, window, progress, flags}, {size, id, destination, name});
  });
}

HRESULT FolderObject::DeleteFolder(ULONG size, LPENTRYID id, ULONG_PTR window, LPMAPIPROGRESS progress,
                                   ULONG flags) {
  return state_.call([&] { return delete_folder({state_, id_, window, progress, flags}, size, id); });
}

HRESULT FolderObject::SetReadFlags(LPENTRYLIST list, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) {
  return state_.call([&] { return set_read_flags({state_, id_, window, progress, flags}, list); });
}

Answer FolderObject::message_status(ULONG size, LPENTRYID id, ULONG bits, ULONG mask, ULONG* before) {
  EntryId entry;
  if (const HRESULT read = read_entry_id_of(state_.context(), size, id, entry); read != S_OK) return read;
  const auto* message = std::get_if<MessageId>(&entry.target);
  if (!message) return MAPI_E_INVALID_ENTRYID;
  std::int32_t old = 0;
  if (mask == 0) {
    TRY_SET(const MessageSummary summary, state_.store().summary(state_.session(), *message));
    if (summary.deleted) return MAPI_E_NOT_FOUND;
    old = summary.status;
  } else {
    TRY_SET(old, state_.store().set_status(state_.session(), *message, static_cast<std::int32_t>(bits),
                                           static_cast<std::int32_t>(mask)));
  }
  if (before) *before = static_cast<ULONG>(old);
  return S_OK;
}

HRESULT FolderObject::GetMessageStatus(ULONG size, LPENTRYID id, ULONG, ULONG* status) {
  return state_.call([&]() -> Answer {
    if (!status) return MAPI_E_INVALID_PARAMETER;
    return message_status(size, id, 0, 0, status);
  });
}

HRESULT FolderObject::SetMessageStatus(ULONG size, LPENTRYID id, ULONG bits, ULONG mask, ULONG* before) {
  return state_.call([&] { return message_status(size, id, bits, mask, before); });
}

HRESULT FolderObject::SaveContentsSort(LPSSortOrderSet, ULONG) {
  return state_.call([]() -> Answer { return MAPI_E_NO_SUPPORT; });
}

HRESULT FolderObject::EmptyFolder(ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) {
  return state_.call([&]() -> Answer {
    if (!state_.context().is_writable()) return MAPI_E_NO_ACCESS;
    return empty_folder({state_, id_, window, progress, flags});
  });
}

Answer FolderObject::open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags,
                                   LPUNKNOWN* object) {
  const auto is = [&](ULONG which) { return tag.id() == PROP_ID(which); };
  const bool hierarchy = is(PR_CONTAINER_HIERARCHY), associated = is(PR_FOLDER_ASSOCIATED_CONTENTS);
  if (!hierarchy && !associated && !is(PR_CONTAINER_CONTENTS)) {
    return PropertyObject::open_property(tag, iid, options, flags, object);
  }
  if (iid != IID_IMAPITable) return MAPI_E_INTERFACE_NOT_SUPPORTED;
  LPMAPITABLE table = nullptr;
  TRY_SET(const HRESULT opened, hierarchy ? hierarchy_table(options, &table)
                                          : contents_table({associated || (options & MAPI_ASSOCIATED) != 0,
                                                            (options & SHOW_SOFT_DELETES) != 0},
                                                           options, &table));
  *object = table;
  return opened;
}

}  // namespace postroom::mapi
