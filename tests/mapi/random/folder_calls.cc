// IMAPIContainer and IMAPIFolder.
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

Ptr<IMAPIFolder> folder(Desk& desk) { return desk.folders.any(desk.choices); }

void add_saved_message(Desk& desk) {
  Choices& c = desk.choices;
  Ptr<IMessage> message;
  const HRESULT made = folder(desk)->CreateMessage(c.interface(IID_IMessage), c.flags(MAPI_ASSOCIATED),
                                                   c.unless_rarely(message.out()));
  desk.look_at(made, message.get());
  if (!message) return;
  Values values;
  values.add(PR_SUBJECT_W, c.text()).add(PR_BODY_W, c.text()).add(PR_MESSAGE_CLASS_W, "IPM.Note");
  desk.look_at(message->SetProps(values.count(), values.data(), nullptr));
  desk.look_at(message->SaveChanges(KEEP_OPEN_READWRITE));
  desk.learn_of(*message);
  desk.messages.add(c, std::move(message));
}

void add_folder(Desk& desk) {
  Choices& c = desk.choices;
  const ULONG flags = c.flags(OPEN_IF_EXISTS | MAPI_UNICODE);
  Text name(c.text(), flags), comment(c.text(), flags);
  Ptr<IMAPIFolder> made;
  const auto type = static_cast<ULONG>(c.chance(95) ? FOLDER_GENERIC + c.below(2) : c.number());
  const HRESULT result =
      folder(desk)->CreateFolder(type, c.unless_rarely(name.get()), c.chance(50) ? comment.get() : nullptr,
                                 c.interface(IID_IMAPIFolder), flags, c.unless_rarely(made.out()));
  desk.look_at(result, made.get());
  if (!made) return;
  desk.learn_of(*made);
  desk.folders.add(c, std::move(made));
}

template <class Get>
void get_table(Desk& desk, Get get) {
  Choices& c = desk.choices;
  Ptr<IMAPITable> table;
  const Ptr<IMAPIFolder> of = folder(desk);
  const HRESULT got =
      (*of.*get)(c.flags(MAPI_UNICODE | MAPI_ASSOCIATED | CONVENIENT_DEPTH | MAPI_DEFERRED_ERRORS),
                 c.unless_rarely(table.out()));
  desk.look_at(got, table.get());
  desk.tables.add(c, std::move(table));
}
void get_contents_table(Desk& desk) { get_table(desk, &IMAPIContainer::GetContentsTable); }
void get_hierarchy_table(Desk& desk) { get_table(desk, &IMAPIContainer::GetHierarchyTable); }

void open_entry(Desk& desk) {
  Choices& c = desk.choices;
  const Exact id = desk.any_id();
  ULONG type = 0;
  LPUNKNOWN given = nullptr;
  const HRESULT opened =
      folder(desk)->OpenEntry(id.size(), id.id(), c.interface(IID_IMAPIProp),
                              c.flags(MAPI_MODIFY | MAPI_BEST_ACCESS | MAPI_DEFERRED_ERRORS),
                              c.unless_rarely(&type), c.unless_rarely(&given));
  desk.look_at(opened, given);
  desk.take(given);
}

// Over open folders, or over anything.
void set_criteria(Desk& desk) {
  Choices& c = desk.choices;
  const Where where = c.restriction();
  EntryList list = desk.any_ids();
  if (c.chance(60)) {
    const auto id = get_text(*folder(desk), PR_ENTRYID);
    list = EntryList({id.value_or("")});
  }
  desk.look_at(folder(desk)->SetSearchCriteria(
      c.chance(80) ? where.get() : nullptr, c.chance(80) ? list.get() : nullptr,
      c.flags(STOP_SEARCH | RESTART_SEARCH | RECURSIVE_SEARCH | SHALLOW_SEARCH | FOREGROUND_SEARCH |
              BACKGROUND_SEARCH)));
}

// The Finder may be among the open folders no longer.
void add_search_folder(Desk& desk) {
  Choices& c = desk.choices;
  const auto id = get_text(*desk.stores.any(c), PR_FINDER_ENTRYID);
  if (!id) return;
  Ptr<IMAPIFolder> finder, made;
  ULONG type = 0;
  desk.look_at(folder(desk)->OpenEntry(id_size(*id), id_ptr(*id), &IID_IMAPIFolder, MAPI_MODIFY, &type,
                                       finder.unknown()));
  if (!finder) return;
  Text name("search " + std::to_string(c.below(20)), 0);
  desk.look_at(finder->CreateFolder(FOLDER_SEARCH, name.get(), nullptr, nullptr, OPEN_IF_EXISTS, made.out()));
  if (made) {
    const Where where = c.restriction();
    EntryList scope({get_text(*folder(desk), PR_ENTRYID).value_or("")});
    desk.look_at(made->SetSearchCriteria(where.get(), scope.get(), RECURSIVE_SEARCH));
  }
  desk.folders.add(c, std::move(made));
}

void get_criteria(Desk& desk) {
  Choices& c = desk.choices;
  Buffer<SRestriction> where;
  Buffer<ENTRYLIST> list;
  ULONG state = 0;
  const HRESULT got = folder(desk)->GetSearchCriteria(c.flags(MAPI_UNICODE), c.unless_rarely(where.out()),
                                                      c.unless_rarely(list.out()), c.unless_rarely(&state));
  desk.look_at(got, where.get());
}

void copy_messages(Desk& desk) {
  Choices& c = desk.choices;
  EntryList list = desk.any_ids();
  const auto to = folder(desk);
  const auto progress = desk.any_progress();
  desk.look_at(folder(desk)->CopyMessages(
      c.unless_rarely(list.get()), c.chance(50) ? &IID_IMAPIFolder : nullptr, c.unless_rarely(to.get()), 0,
      progress.get(), c.flags(MESSAGE_MOVE | MAPI_DECLINE_OK)));
}

void delete_messages(Desk& desk) {
  Choices& c = desk.choices;
  EntryList list = desk.any_ids();
  const auto progress = desk.any_progress();
  desk.look_at(folder(desk)->DeleteMessages(c.unless_rarely(list.get()), 0, progress.get(),
                                            c.flags(MESSAGE_DIALOG | DELETE_HARD_DELETE)));
}

void copy_folder(Desk& desk) {
  Choices& c = desk.choices;
  const ULONG flags = c.flags(FOLDER_MOVE | COPY_SUBFOLDERS | MAPI_UNICODE | MAPI_DECLINE_OK);
  if ((flags & FOLDER_MOVE) == 0 && desk.tree_copies_left-- <= 0) return;
  const auto [from, id] = desk.any_folder_inside();
  Text name(c.text(), flags);
  const auto to = folder(desk);
  const auto progress = desk.any_progress();
  desk.look_at(from->CopyFolder(id.size(), id.id(), c.chance(50) ? &IID_IMAPIFolder : nullptr,
                                c.unless_rarely(to.get()), c.chance(50) ? name.get() : nullptr, 0,
                                progress.get(), flags));
}

void delete_folder(Desk& desk) {
  Choices& c = desk.choices;
  const auto [from, id] = desk.any_folder_inside();
  const auto progress = desk.any_progress();
  desk.look_at(from->DeleteFolder(id.size(), id.id(), 0, progress.get(),
                                  c.flags(DEL_MESSAGES | DEL_FOLDERS | FOLDER_DIALOG)));
}

void empty_folder(Desk& desk) {
  Choices& c = desk.choices;
  const auto progress = desk.any_progress();
  if (c.chance(30)) {
    desk.look_at(folder(desk)->EmptyFolder(0, progress.get(), c.flags(DEL_ASSOCIATED | FOLDER_DIALOG)));
  }
}

void set_read_flags(Desk& desk) {
  Choices& c = desk.choices;
  EntryList list = desk.any_ids();
  const auto progress = desk.any_progress();
  desk.look_at(
      folder(desk)->SetReadFlags(c.chance(70) ? list.get() : nullptr, 0, progress.get(),
                                 c.flags(SUPPRESS_RECEIPT | CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY)));
}

void change_status(Desk& desk) {
  Choices& c = desk.choices;
  const Exact id = desk.any_id();
  ULONG status = 0;
  desk.look_at(
      folder(desk)->SetMessageStatus(id.size(), id.id(), c.number(), c.number(), c.unless_rarely(&status)));
  desk.look_at(folder(desk)->GetMessageStatus(id.size(), id.id(), c.flags(0), c.unless_rarely(&status)));
}

void save_sort(Desk& desk) {
  Choices& c = desk.choices;
  SortOrder order = c.sort_order();
  desk.look_at(folder(desk)->SaveContentsSort(c.unless_rarely(order.get()), c.flags(RECURSIVE_SORT)));
}

}  // namespace

void call_folder(Desk& desk) {
  any_of_calls(
      desk, {add_saved_message,  add_saved_message,   add_saved_message, add_folder,     get_contents_table,
             get_contents_table, get_hierarchy_table, open_entry,        open_entry,     add_search_folder,
             add_search_folder,  set_criteria,        get_criteria,      copy_messages,  delete_messages,
             copy_folder,        delete_folder,       empty_folder,      set_read_flags, change_status,
             save_sort});
}

}  // namespace mapi_host
